import { contentHash } from "../../src/posting/identity.ts";
import type { Random } from "../../src/clock.ts";
import type { SourcedPosting } from "../../src/posting/posting.ts";
import { between, type Faults, pick } from "./faults.ts";
import type { Scheduler } from "./scheduler.ts";

/** A posting as its company means it, which is what cards have to say in the end. */
export interface Ad {
  readonly externalId: string;
  readonly title: string;
  readonly company: string;
  readonly place: string;
  readonly pay: string | null;
  readonly language: string;
  readonly publishedAt: number | null;
}

/** The company's own careers page of one source. */
export interface Board {
  readonly key: string;
  readonly everyMs: number;
  readonly baseline: boolean;
  /** What stands on it right now, in its order. */
  ads(): readonly Ad[];
}

export interface Page {
  readonly etag: string;
  readonly postings: readonly SourcedPosting[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const companies = ["Acorn", "Birch", "Cedar", "Damson", "Elder", "Fennel", "Gorse", "Hazel"];
const titles = [
  "Backend Engineer",
  "Senior Backend Engineer",
  "Frontend Engineer",
  "Data Engineer",
  "Site Reliability Engineer",
  "Product Designer",
  "iOS Developer",
  "Security Engineer",
];
const places = ["Berlin, Germany", "London", "Belgrade", "Paris, France", "Lisbon, Portugal", "Remote, Europe"];
const languages = ["Go", "Rust", "Python", "TypeScript", "Java"];

/** Boards that companies put ads on, change them, take them down and put them up anew, all in virtual time. */
export function createBoards(count: number, scheduler: Scheduler, faults: Faults): readonly Board[] {
  return Array.from({ length: count }, (_, index) => createBoard(index, scheduler, faults));
}

export function pageOf(ads: readonly Ad[]): Page {
  const postings = ads.map(sourced);
  return { etag: contentHash([JSON.stringify(postings)]), postings };
}

function createBoard(index: number, scheduler: Scheduler, faults: Faults): Board {
  const random = faults.random(`board ${index}`);
  const company = companies[index % companies.length] ?? "Acorn";
  const key = `fake:${company.toLowerCase()}-${index}`;
  let made = 0;
  let open: Ad[] = Array.from({ length: between(random, 0, 5) }, () => anAd());
  let takenDown: Ad[] = [];
  const hiddenUntil = new Map<string, number>();

  function anAd(): Ad {
    made += 1;
    const liesAboutDate = faults.strikes("posting-lies-about-its-date", 0.2);
    return {
      externalId: `${made}`,
      title: pick(random, titles),
      company,
      place: pick(random, places),
      pay: random.next() < 0.5 ? null : aPay(random),
      language: pick(random, languages),
      publishedAt: liesAboutDate ? pick(random, [0, 1e14, scheduler.now() + 40 * dayMs]) : scheduler.now(),
    };
  }

  function replace(ad: Ad, change: Partial<Ad>): void {
    open = open.map((one) => (one === ad ? { ...one, ...change } : one));
  }

  function live(): void {
    if (faults.isOver()) return;
    const what = random.next();
    const ad = open.length > 0 ? pick(random, open) : undefined;
    if (ad === undefined || what < 0.4) open = [...open, anAd()];
    else if (what < 0.55 && faults.has("posting-closes")) {
      open = open.filter((one) => one !== ad);
      takenDown = [ad, ...takenDown].slice(0, 5);
    } else if (what < 0.75 && faults.has("posting-changes")) replace(ad, aChange(random));
    else if (what < 0.85 && faults.has("posting-flaps")) hide(ad);
    else if (what < 0.95 && faults.has("posting-is-posted-again")) postAgain(random.next() < 0.5 ? ad : takenDown[0]);
    scheduler.at(scheduler.now() + between(random, hourMs, 1.5 * dayMs), live);
  }

  /** It is there again after a while, as if nothing had been. */
  function hide(ad: Ad): void {
    hiddenUntil.set(ad.externalId, scheduler.now() + between(random, hourMs, 2 * dayMs));
  }

  function postAgain(ad: Ad | undefined): void {
    if (ad === undefined) return;
    made += 1;
    open = [...open.filter((one) => one !== ad), { ...ad, externalId: `${made}` }];
  }

  scheduler.at(scheduler.now() + between(random, 0, dayMs), live);
  return {
    key,
    everyMs: pick(random, [6, 8, 12, 24]) * hourMs,
    baseline: random.next() < 0.5,
    ads: () => open.filter(({ externalId }) => (hiddenUntil.get(externalId) ?? 0) <= scheduler.now()),
  };
}

function aPay(random: Random): string {
  return `${between(random, 50, 90)},000 EUR`;
}

function aChange(random: Random): Partial<Ad> {
  const what = random.next();
  if (what < 0.4) return { pay: random.next() < 0.2 ? null : aPay(random) };
  if (what < 0.7) return { place: pick(random, places) };
  if (what < 0.9) return { title: pick(random, titles) };
  return { language: pick(random, languages) };
}

function sourced(ad: Ad): SourcedPosting {
  const pay = ad.pay === null ? "" : ` Salary: ${ad.pay} per year.`;
  return {
    externalId: ad.externalId,
    url: `https://jobs.example.org/${ad.company.toLowerCase()}/${ad.externalId}`,
    title: ad.title,
    company: ad.company,
    location: ad.place,
    text: `${ad.company} makes tools for gardens. You write ${ad.language} every day.${pay}`,
    format: "plain",
    ...(ad.publishedAt === null ? {} : { publishedAt: ad.publishedAt }),
  };
}
