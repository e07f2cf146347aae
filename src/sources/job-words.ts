/** Words by which addresses of job pages and job feeds are known, in several languages. */
const jobWord =
  /(?:^|[/_.-])(?:jobs?|careers?|positions?|openings?|vacanc(?:y|ies)|stellen?|stellenangebote?|karriere|emplois?|offres?|ofertas?|empleos?|vagas?|praca|oferty|posao|vacatures?|joinus|join-us|hiring)(?=[/_.-]|$)/i;

/** Whether a path or a host speaks of jobs. */
export function speaksOfJobs(address: string): boolean {
  return jobWord.test(address);
}
