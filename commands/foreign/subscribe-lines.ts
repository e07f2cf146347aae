import type { Address, Foreign, Wish } from "./foreign.ts";

/** `/github subscribe owner/repo issues`, `!subscribe rust remote`, `@bot subscribe https://…`; our own begin with `/jobs`. */
const subscribeLine = /^(?:[/!.@][\w-]+\s+|[!/.])?(?:subscribe|sub|follow|watch|add)\s+(?<rest>\S.*)$/iu;
const ownLine = /^\/jobs\s/i;
const repository = /^(?<owner>[\w.-]+)\/(?<name>[\w.-]+)(?=\s|$)/;
const address = /^<?(?<url>https?:\/\/[^\s>]+)>?/i;

/** Whether each line is one that subscribes to something, or nothing but an address, and none is ours. */
export function isSubscribeLines(text: string): boolean {
  const lines = linesOf(text);
  return (
    lines.length > 0 && lines.every((line) => !ownLine.test(line) && (subscribeLine.test(line) || address.test(line)))
  );
}

export function readSubscribeLines(text: string): Foreign {
  const wishes: Wish[] = [];
  const addresses: Address[] = [];
  const left: { what: string; why: string }[] = [];
  for (const line of linesOf(text)) {
    const rest = subscribeLine.exec(line)?.groups?.["rest"] ?? line;
    const url = address.exec(rest)?.groups?.["url"];
    const repo = repository.exec(rest);
    if (url !== undefined && !URL.canParse(url)) left.push({ what: url, why: "its address is none" });
    else if (url !== undefined) {
      addresses.push({ url, calledThere: "" });
      const further = rest.replace(address, "").trim();
      if (further !== "") left.push({ what: further, why: `nothing is read behind the address ${url}` });
    } else if (repo?.groups !== undefined) {
      const { owner, name } = repo.groups;
      addresses.push({ url: `https://github.com/${owner}/${name}`, calledThere: `${owner}/${name}` });
      const events = rest.slice(repo[0].length).trim();
      if (events !== "") left.push({ what: events, why: "only the list of postings of a repository is read" });
    } else wishes.push({ query: rest, calledThere: line });
  }
  return { wishes, addresses, left };
}

function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
