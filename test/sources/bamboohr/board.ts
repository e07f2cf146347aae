import { Site } from "../harness.ts";

/** Postings of an invented company, as its list has them. */
export const listed = [
  {
    id: "86",
    jobOpeningName: "Pond Systems Engineer ",
    departmentId: "1",
    departmentLabel: "Ponds",
    employmentStatusLabel: "Full-Time",
    employmentType: null,
    location: { city: "Fort Collins", state: "Colorado" },
    atsLocation: { country: null, state: null, province: null, city: null },
    isRemote: null,
    locationType: "2",
  },
  {
    id: "87",
    jobOpeningName: "Reed Cutter",
    employmentStatusLabel: null,
    location: { city: null, state: null },
    atsLocation: { country: "Canada", state: null, province: "Quebec", city: "Laval" },
    isRemote: null,
    locationType: null,
  },
];

export const details = [
  {
    meta: {},
    result: {
      jobOpening: {
        jobOpeningShareUrl: "https://reedbed.bamboohr.com/careers/86",
        jobOpeningName: "Pond Systems Engineer",
        jobOpeningStatus: "Open",
        description: "<p>You keep ponds level, in <b>PHP</b>.</p>",
        datePosted: "2026-06-07",
        compensation: "$80,000 - $95,000 & a boat",
        location: { city: "Fort Collins", state: "", postalCode: "80521", addressCountry: "United States" },
        minimumExperience: "Mid-level",
      },
    },
  },
  { result: { jobOpening: { description: "<p>You cut.</p>", datePosted: null, compensation: null } } },
];

export function siteOf(
  result: readonly unknown[],
  totalCount: number | undefined = result.length,
  more: Readonly<Record<string, unknown>> = {},
): Site {
  return new Site({
    "/careers/list": { meta: { totalCount }, result },
    "/careers/86/detail": details[0],
    "/careers/87/detail": details[1],
    ...more,
  });
}
