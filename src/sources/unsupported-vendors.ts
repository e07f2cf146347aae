/** Vendors whose boards people ask for and no source reads yet, by the hosts that those are on or below. */
const vendors: readonly (readonly [name: string, hosts: readonly string[]])[] = [
  ["Jobvite", ["jobs.jobvite.com", "app.jobvite.com"]],
  ["iCIMS", ["icims.com"]],
  ["Oracle Recruiting", ["oraclecloud.com", "taleo.net"]],
  ["SAP SuccessFactors", ["successfactors.com", "successfactors.eu", "sapsf.com", "sapsf.eu", "jobs2web.com"]],
  ["Eightfold", ["eightfold.ai"]],
  ["Phenom", ["phenompeople.com"]],
  ["Avature", ["avature.net"]],
  ["UKG", ["ultipro.com", "ultipro.ca"]],
  ["Dayforce", ["dayforcehcm.com"]],
  ["ADP", ["workforcenow.adp.com", "myjobs.adp.com", "recruiting.adp.com"]],
  ["Paylocity", ["recruiting.paylocity.com"]],
  ["Paycom", ["paycomonline.net"]],
  ["JazzHR", ["applytojob.com"]],
  ["ClearCompany", ["hrmdirect.com", "clearcompany.com"]],
  ["Cornerstone", ["csod.com"]],
  ["Comeet", ["comeet.com", "comeet.co"]],
  ["JOIN", ["join.com"]],
  ["Softgarden", ["softgarden.io"]],
];

/** The vendor whose host an address is on, whose boards cannot be polled. */
export function unsupportedVendor({ hostname }: URL): string | undefined {
  return vendors.find(([, hosts]) => hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)))?.[0];
}
