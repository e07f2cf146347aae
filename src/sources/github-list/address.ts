import { z } from "zod";

export const usualBranch = "HEAD";
export const usualFile = ".github/scripts/listings.json";

/** No part of it is made of dots alone. */
const path = /^(?!(?:.*\/)?\.{1,2}(?:\/|$))[\w.+~ -]{1,100}(?:\/[\w.+~ -]{1,100}){0,9}$/;

/** Where a list is on GitHub. */
export const ListAddress = z.strictObject({
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/, "expected owner/name, such as octocat/jobs")
    .describe("The repository on GitHub: owner/name"),
  branch: z
    .string()
    .regex(path, "expected the name of a branch, such as main")
    .default(usualBranch)
    .describe("The branch that the list is on; by default that of the repository"),
  file: z
    .string()
    .regex(path, "expected a path within the repository, such as README.md")
    .regex(/\.(?:json|md|markdown|html?)$/i, "expected a file of JSON, Markdown or HTML, such as README.md")
    .default(usualFile)
    .describe("The file with the list: JSON, or Markdown or HTML with tables"),
});
export type ListAddress = z.output<typeof ListAddress>;

/** Where GitHub hands the file over, on a host of its own. */
export function pathOf({ repository, branch, file }: ListAddress): string {
  const parts = [repository, branch, file].flatMap((each) => each.split("/"));
  return `/${parts.map(encodeURIComponent).join("/")}`;
}

/** Names that files with lists have and others do not; `README.md` is no such name. */
const listName = /^(?:listings\.json|(?:NEW_GRAD|INTERN)_[A-Z]+\.md)$/;
const rawPath = /^\/([^/]+\/[^/]+)\/(?:refs\/heads\/)?([^/]+)\/(.+)$/;
const pagePath = /^\/([^/]+\/[^/]+)\/(?:blob|raw)\/(?:refs\/heads\/)?([^/]+)\/(.+)$/;

const repositoryPath = /^\/([^/]+\/[^/]+?)(?:\.git)?(?:\/tree\/([^/]+))?\/?$/;
/** Where lists are that nobody says the place of. */
export const knownFiles = [usualFile, "README.md"];

/** The files in which the repository of an address may keep a list; none for an address that is of no repository. */
export function listsOf(url: URL): readonly z.input<typeof ListAddress>[] {
  if (url.hostname !== "github.com") return [];
  const [, repository, branch] = repositoryPath.exec(url.pathname) ?? [];
  if (repository === undefined) return [];
  return knownFiles
    .map((file) => ({
      repository,
      ...(branch === undefined ? {} : { branch }),
      ...(file === usualFile ? {} : { file }),
    }))
    .filter((list) => ListAddress.safeParse(list).success);
}

/** The list that an address of GitHub's shows or hands over, if the file's name says that it is one. */
export function listAt(url: URL): ListAddress | undefined {
  const pattern = url.hostname === "raw.githubusercontent.com" ? rawPath : pagePath;
  if (pattern === pagePath && url.hostname !== "github.com") return undefined;
  const [, repository, branch, file] = pattern.exec(url.pathname.replaceAll("%20", " ")) ?? [];
  if (!listName.test(file?.split("/").at(-1) ?? "")) return undefined;
  return ListAddress.safeParse({ repository, branch, file }).data;
}
