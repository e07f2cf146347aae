/** Names that are no plain English words once their hyphen is gone. */
const titles: Readonly<Record<string, string>> = {
  sre: "SRE",
  devops: "DevOps",
  qa: "QA",
  quant: "quantitative",
  fullstack: "full-stack",
  "it-support": "IT support",
  "developer-relations": "developer relations",
};

/** A role as it is said: "machine learning", "SRE". */
export function roleTitle(name: string): string {
  return titles[name] ?? name.replaceAll("-", " ");
}
