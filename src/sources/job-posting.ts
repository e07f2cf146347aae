/** schema.org's JobPosting, as pages, feeds and sitemaps carry it, in whatever of its many forms. */
import { z } from "zod";
import type { Mode, Pay, SourcedPosting } from "../posting/posting.ts";
import { contentHash } from "../posting/identity.ts";
import { plainWords, unescapedOnce } from "./escaped-html.ts";
import { idFrom, joinedLocations, momentIn, placeText } from "./fields.ts";
import { joinedSections, plainAsHtml } from "./html-sections.ts";
import { amountIn, employmentsOf, periodIn, stated, widestPay } from "./stated.ts";

const depthLimit = 12;

/** Every JobPosting in a value, wherever it stands: alone, in a list, in `@graph` or below another thing. */
export function jobPostingsIn(value: unknown, depth = 0): readonly object[] {
  if (typeof value !== "object" || value === null || depth > depthLimit) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => jobPostingsIn(each, depth + 1));
  if (isJobPosting(value)) return [value];
  return Object.values(value).flatMap((each: unknown) => jobPostingsIn(each, depth + 1));
}

function isJobPosting(value: object): boolean {
  const type: unknown = Reflect.get(value, "@type");
  const types = Array.isArray(type) ? type : [type];
  return types.some((one) => typeof one === "string" && /(?:^|[/#:])JobPosting$/i.test(one.trim()));
}

/** One of something or several of it, or nothing. */
function several<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(z.union([item, z.unknown().transform(() => undefined)])), item.transform((one) => [one])])
    .catch([])
    .transform((all) => all.filter((one) => one !== undefined));
}

const words = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const amount = z.union([z.number(), z.string()]).nullish().catch(null);

const Address = z.union([
  z.string(),
  z
    .object({ addressLocality: words, addressRegion: words, addressCountry: named.nullish().catch(null) })
    .transform((one) => placeText(one.addressLocality, one.addressRegion, one.addressCountry)),
]);

const Place = z.union([
  z.string(),
  z
    .object({ address: several(Address), name: words })
    .transform(({ address, name }) => joinedLocations(address) ?? name ?? null),
]);

const Salary = z.object({
  currency: words,
  value: z
    .union([
      z.object({ minValue: amount, maxValue: amount, value: amount, unitText: words }),
      amount.transform((value) => ({ minValue: value, maxValue: value, value, unitText: undefined })),
    ])
    .optional()
    .catch(undefined),
  minValue: amount,
  maxValue: amount,
  unitText: words,
});

const JobPosting = z.object({
  title: z.string({ error: "expected a title, got none" }).transform(plainWords).pipe(z.string().min(1)),
  description: z.string().catch(""),
  responsibilities: z.string().optional().catch(undefined),
  qualifications: z.string().optional().catch(undefined),
  skills: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  identifier: z
    .union([words, z.object({ value: words }).transform(({ value }) => value)])
    .optional()
    .catch(undefined),
  datePosted: words,
  validThrough: words,
  employmentType: several(z.string()),
  hiringOrganization: several(named),
  jobLocation: several(Place),
  jobLocationType: several(z.string()),
  applicantLocationRequirements: several(named),
  baseSalary: several(Salary),
  salaryCurrency: words,
});
type JobPosting = z.output<typeof JobPosting>;

export interface JobPostingContext {
  /** Where it was found. */
  readonly page: URL;
  /** Milliseconds since the epoch, for what is no longer valid. */
  readonly now: number;
}

/**
 * A posting of a JobPosting. Its id is its own address where it has one, else its identifier, else what it says.
 *
 * @returns Undefined with the reason where it cannot be one.
 */
export function postingOfJobPosting(
  value: unknown,
  { page, now }: JobPostingContext,
): { readonly posting: SourcedPosting } | { readonly why: string } {
  const parsed = JobPosting.safeParse(value);
  if (!parsed.success) return { why: parsed.error.issues[0]?.message ?? "expected a JobPosting" };
  const job = parsed.data;
  const address = addressIn(job, page);
  const company = plainWords(job.hiringOrganization[0] ?? "");
  const location = locationIn(job);
  const isElsewhere = address.href.split("#")[0] !== page.href.split("#")[0];
  const identifier = job.identifier?.trim() ?? "";
  return {
    posting: {
      externalId: idFrom(isElsewhere ? address.href : identifier || contentHash([job.title, company, location])),
      url: address.href,
      ...dated(job.datePosted),
      title: job.title,
      company: company === "" ? null : company,
      location,
      text: joinedSections([{ html: unescapedOnce(job.description) }, ...moreSections(job)]),
      format: "html",
      ...stated({
        modes: modesIn(job),
        employment: employmentsOf(job.employmentType.join(" | ").replace(/_/g, " ")),
        pay: payIn(job),
        isClosed: isPast(job.validThrough, now),
      }),
    },
  };
}

function addressIn({ url }: JobPosting, page: URL): URL {
  const own = url !== undefined && URL.canParse(url.trim(), page.href) ? new URL(url.trim(), page.href) : page;
  return own.protocol === "https:" || own.protocol === "http:" ? own : page;
}

function dated(datePosted: string | undefined): { readonly publishedAt?: number } {
  const publishedAt = momentIn(datePosted);
  return publishedAt === undefined ? {} : { publishedAt };
}

/** A tag or an entity; a lone `&` is one of plain text. */
const isMarkup = /<[a-z/]|&(?:[a-z]+|#\w+);/i;

/** Only what the description does not repeat. */
function moreSections(job: JobPosting) {
  const more = [
    ["Responsibilities", job.responsibilities],
    ["Qualifications", job.qualifications],
    ["Skills", job.skills],
  ] as const;
  return more
    .filter(([, text]) => text !== undefined && !job.description.includes(text.trim().slice(0, 200)))
    .map(([heading, text = ""]) => ({ heading, html: isMarkup.test(text) ? unescapedOnce(text) : plainAsHtml(text) }));
}

function locationIn(job: JobPosting): string | null {
  const from = job.applicantLocationRequirements.map((place) => `Remote, ${plainWords(place)}`);
  const places = job.jobLocation.map((place) => (place === null ? null : plainWords(place)));
  return joinedLocations([...places, ...(isRemote(job) ? from : [])]);
}

function isRemote({ jobLocationType }: JobPosting): boolean {
  return jobLocationType.some((type) => /telecommute/i.test(type));
}

function modesIn(job: JobPosting): readonly Mode[] {
  return isRemote(job) ? ["remote"] : [];
}

function payIn({ baseSalary, salaryCurrency }: JobPosting): Pay | null {
  return widestPay(
    baseSalary.map(({ currency, value, minValue, maxValue, unitText }) => ({
      min: amountIn(value?.minValue ?? value?.value ?? minValue),
      max: amountIn(value?.maxValue ?? value?.value ?? maxValue),
      currency: currency ?? salaryCurrency,
      period: periodIn(value?.unitText ?? unitText),
    })),
  );
}

const dayMs = 86_400_000;

/** A day without a time lasts until its end. */
export function isPast(moment: string | undefined, now: number): boolean {
  const until = momentIn(moment);
  if (until === undefined) return false;
  return (/^\s*\d{4}-\d\d-\d\d\s*$/.test(moment ?? "") ? until + dayMs : until) < now;
}
