import { Site } from "../harness.ts";

/** Postings of an invented company, as its list has them. */
export const listed = [
  {
    title: "Tunnel Ventilation Engineer",
    externalPath: "/job/Basel/Tunnel-Ventilation-Engineer_R-1001-1",
    locationsText: "3 Locations",
    postedOn: "Posted Yesterday",
    bulletFields: ["R-1001"],
  },
  {
    title: "Shift Planner",
    externalPath: "/job/Remote/Shift-Planner_R-1002",
    locationsText: "Remote",
    postedOn: "Posted 30+ Days Ago",
    timeType: "Part time",
    remoteType: "Fully Remote",
    bulletFields: ["Basel", "R-1002"],
  },
];

const details = {
  "/job/Basel/Tunnel-Ventilation-Engineer_R-1001-1": {
    jobPostingInfo: {
      id: "c0ffee",
      title: "Tunnel Ventilation Engineer",
      jobDescription: "<p>You move air, in <b>C#</b>.</p>",
      location: "Basel",
      additionalLocations: ["Lyon, France", "Turin, Italy"],
      postedOn: "Posted Yesterday",
      startDate: "2026-03-04",
      timeType: "Full time",
      jobReqId: "R-1001",
      remoteType: "Hybrid",
      country: { descriptor: "Switzerland", id: "1" },
      canApply: true,
      externalUrl: "https://adit.wd5.myworkdayjobs.com/External/job/Basel/Tunnel-Ventilation-Engineer_R-1001-1",
    },
    hiringOrganization: { name: "0100 Adit Tunnels AG" },
  },
  "/job/Remote/Shift-Planner_R-1002": {
    jobPostingInfo: { jobDescription: "<p>You plan.</p>", location: "Remote", country: { descriptor: "Austria" } },
  },
};

/** What the site answers, with these postings as the only page of the list. */
export function siteOf(
  jobPostings: readonly unknown[],
  total = jobPostings.length,
  texts: Readonly<Record<string, unknown>> = details,
): Site {
  const path = "/wday/cxs/adit/External";
  return new Site({
    [`${path}/jobs`]: { total, jobPostings, facets: [], userAuthenticated: false },
    ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [path + key, text])),
  });
}
