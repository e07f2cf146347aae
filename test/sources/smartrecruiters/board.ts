import { Site } from "../harness.ts";

/** Postings of an invented company, as its list has them. */
export const listed = [
  {
    id: "743999000000001",
    uuid: "0761de07-0000-4000-8000-000000000001",
    name: "Welding Robot Programmer ",
    refNumber: "REF1A",
    company: { identifier: "Quillfeather", name: "Quillfeather AG" },
    releasedDate: "2026-03-08T02:11:28.000Z",
    location: {
      city: "Zurich",
      region: "ZH",
      country: "ch",
      remote: false,
      hybrid: true,
      fullLocation: "Zurich, , Switzerland",
    },
    department: {},
    typeOfEmployment: { id: "permanent", label: "Full-time" },
    experienceLevel: { id: "associate", label: "Associate" },
    customField: [],
    ref: "https://api.smartrecruiters.com/v1/companies/quillfeather/postings/743999000000001",
    creator: { name: "A Person" },
    language: { code: "en", label: "English" },
  },
  { id: "743999000000002", name: "Feather Sorter", location: { city: "Linz", region: "", country: "at" } },
];

export const details = [
  {
    id: "743999000000001",
    active: true,
    postingUrl: "https://jobs.smartrecruiters.com/Quillfeather/743999000000001-welding-robot-programmer",
    applyUrl: "https://jobs.smartrecruiters.com/Quillfeather/743999000000001-welding-robot-programmer?oga=true",
    jobAd: {
      sections: {
        companyDescription: { title: "Company Description", text: "<p>We weld quills.</p>" },
        jobDescription: { title: "Job Description", text: "<p>You teach robots in <b>C++</b>.</p>" },
        qualifications: { title: "Qualifications", text: "<ul><li>Steady hands</li></ul>" },
        additionalInformation: { title: "Additional Information", text: "" },
        videos: { title: "Videos", urls: [] },
      },
    },
  },
  { id: "743999000000002", jobAd: null },
];

const company = "/v1/companies/Quillfeather";

/** The company's site with these postings on the first page of the list. */
export function siteOf(
  content: readonly unknown[],
  totalFound = content.length,
  more: Readonly<Record<string, unknown>> = {},
): Site {
  return new Site({
    [`${company}/postings?limit=100&offset=0`]: { offset: 0, limit: 100, totalFound, content },
    ...Object.fromEntries(details.map((detail) => [`${company}/postings/${detail.id}`, detail])),
    ...Object.fromEntries(Object.entries(more).map(([path, page]) => [company + path, page])),
  });
}
