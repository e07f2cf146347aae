/** Two pages of a list, in the shape of the interface; the companies are invented. */
export const newest = {
  page: 0,
  page_count: 2,
  items_per_page: 2,
  total: 3,
  results: [
    {
      contents: "<p>Compose in <b>Scala</b>.</p>",
      name: "Lyre Engineer",
      type: "external",
      publication_date: "2026-05-01T10:00:00Z",
      short_name: "lyre-engineer",
      model_type: "jobs",
      id: 4_000_003,
      locations: [{ name: "Flexible / Remote" }, { name: "Thebes, Greece" }],
      categories: [{ name: "Software Engineering" }],
      levels: [{ name: "Senior Level", short_name: "senior" }],
      refs: { landing_page: "https://www.themuse.com/jobs/parnassus/lyre-engineer" },
      company: { id: 1, short_name: "parnassus", name: "Parnassus " },
    },
    {
      name: "Chorus Lead",
      id: 4_000_002,
      locations: [],
      refs: { landing_page: "https://www.themuse.com/jobs/parnassus/chorus-lead" },
      company: null,
    },
  ],
};

export const older = {
  page: 1,
  page_count: 2,
  results: [{ ...newest.results[1], id: 4_000_001, name: "Flute Lead" }],
};
