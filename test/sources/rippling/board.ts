import { Site } from "../harness.ts";

const first = "2f0674e6-0000-4000-8000-000000000001";
const second = "2f0674e6-0000-4000-8000-000000000002";

/** Rows of an invented company's list: its first posting stands in it twice. */
export const rows = [
  {
    uuid: first,
    name: "Ferry Timetable Engineer",
    department: { id: "Boats", label: "Boats" },
    url: `https://ats.rippling.com/ferryman/jobs/${first}`,
    workLocation: { label: "Remote (New Jersey, US)", id: "Remote (New Jersey, US)" },
  },
  {
    uuid: second,
    name: "Deckhand",
    url: `https://ats.rippling.com/ferryman/jobs/${second}`,
    workLocation: null,
  },
  {
    uuid: first,
    name: "Ferry Timetable Engineer",
    department: { id: "Boats", label: "Boats" },
    url: `https://ats.rippling.com/ferryman/jobs/${first}`,
    workLocation: { label: "New York, NY", id: "New York, NY" },
  },
];

export const details = {
  [first]: {
    uuid: first,
    name: "Ferry Timetable Engineer",
    companyName: "Ferryman, Inc.",
    description: { company: "<p>We cross.</p>", role: "<p>You time tides, in <b>Kotlin</b>.</p>" },
    workLocations: ["Remote (New Jersey, US)", "New York, NY"],
    department: { name: "Boats" },
    employmentType: { label: "SALARIED_FT", id: "Salaried, full-time" },
    createdOn: "2026-02-03T04:05:06.789000-08:00",
    payRangeDetails: [
      { location: "New York, NY", currency: "USD", frequency: "YEAR", rangeStart: 120000, rangeEnd: 150000 },
      { location: "New Jersey", currency: "USD", frequency: "YEAR", rangeStart: 110000, rangeEnd: 140000 },
    ],
  },
  [second]: {
    uuid: second,
    description: null,
    workLocations: ["Albany, NY"],
    employmentType: { label: "HOURLY_PT", id: "Hourly, part-time" },
    payRangeDetails: [],
  },
};

export function siteOf(list: readonly unknown[], texts: Readonly<Record<string, unknown>> = details): Site {
  const path = "/platform/api/ats/v1/board/ferryman/jobs";
  return new Site({
    [path]: list,
    ...Object.fromEntries(Object.entries(texts).map(([uuid, detail]) => [`${path}/${uuid}`, detail])),
  });
}
