/** Names of places that take an article in English. */
const articled =
  /^(?:United |European |Netherlands$|Philippines$|Bahamas$|Maldives$|Dominican |Czech Republic|Middle East|Caribbean|Balkans|Americas|Nordic|Baltic|Gulf|German-speaking|US )|(?: states| countries| zones| Islands| Republic)$/;

/** A place as it stands after "in": "Germany", "the European Union". */
export function placeInProse(place: string): string {
  if (place === "Worldwide") return "the whole world";
  return articled.test(place) ? `the ${place}` : place;
}
