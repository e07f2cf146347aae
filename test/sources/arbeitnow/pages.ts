/** Two pages of a list, in the shape of the interface; the companies are invented. */
export const newest = {
  data: [
    {
      slug: "imker-in-honigberg-3",
      company_name: "Honigberg GmbH",
      title: "Imker:in (m/w/d)",
      description: "&lt;p&gt;Bienen &amp;amp; Blüten.&lt;/p&gt;",
      remote: false,
      url: "https://www.arbeitnow.com/jobs/companies/honigberg/imker-in-honigberg-3",
      tags: ["Other"],
      job_types: ["Vollzeit", "berufserfahren"],
      location: "Göttingen",
      created_at: 1_777_629_600,
    },
    {
      slug: "wax-engineer-2",
      company_name: "Wachs AG",
      title: "Wax Engineer",
      description: "<p>Wax in <b>Rust</b>.</p>",
      remote: true,
      url: "https://www.arbeitnow.com/jobs/companies/wachs/wax-engineer-2",
      tags: [],
      job_types: [],
      location: "",
      created_at: null,
    },
  ],
  links: {
    first: "x?page=1",
    last: null,
    prev: null,
    next: "https://www.arbeitnow.com/api/job-board-api?search=x&page=2",
  },
  meta: { current_page: 1, per_page: 2 },
};

export const older = {
  data: [{ ...newest.data[1], slug: "wax-clerk-1", title: "Wax Clerk" }],
  links: { first: "x?page=1", last: null, prev: "x?page=1", next: null },
  meta: { current_page: 2, per_page: 2 },
};
