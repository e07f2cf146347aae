/** Two pages of a list, in the shape of the interface; the companies are invented. */
export const newest = {
  comments: "Credit us.",
  updatedAt: 1_777_636_800,
  limit: 20,
  totalCount: 3,
  nextCursor: "c2",
  jobs: [
    {
      title: "Yak Herder",
      excerpt: "Yaks.",
      companyName: "Highpass ",
      companySlug: "highpass",
      companyLogo: "",
      employmentType: "Part Time",
      minSalary: 20,
      maxSalary: 25,
      salaryPeriod: "hourly",
      currency: "USD",
      seniority: ["Senior"],
      locationRestrictions: ["Nepal", "India"],
      timezoneRestrictions: [5.75],
      categories: ["Herding"],
      description: "<p>Herd yaks in <b>Elixir</b>.</p>",
      pubDate: 1_777_629_600,
      expiryDate: 1_782_813_600,
      applicationLink: "https://himalayas.app/companies/highpass/jobs/yak-herder",
      guid: "https://himalayas.app/companies/highpass/jobs/yak-herder",
    },
    {
      title: "Tea Taster",
      companyName: "Highpass",
      employmentType: "",
      minSalary: 100,
      maxSalary: 200,
      salaryPeriod: null,
      currency: "USD",
      locationRestrictions: [],
      description: "<p>Taste tea.</p>",
      applicationLink: "https://himalayas.app/companies/highpass/jobs/tea-taster",
      guid: "https://himalayas.app/companies/highpass/jobs/tea-taster",
    },
  ],
};

export const older = {
  nextCursor: null,
  jobs: [{ ...newest.jobs[1], title: "Tea Picker", guid: "https://himalayas.app/companies/highpass/jobs/tea-picker" }],
};
