import { z } from "zod";
import { keyHelp } from "../src/filter/help.ts";
import { printQuery } from "../src/filter/print.ts";
import { cardChoice } from "./card-buttons.ts";
import type { Command } from "./command.ts";
import { commands } from "./index.ts";
import { readQuery } from "./read-query.ts";

/** Verbs by what somebody wants to do, in the order in which they come to want it. */
const chapters: readonly {
  readonly title: string;
  readonly about: string;
  readonly picture?: string;
  readonly verbs: readonly string[];
}[] = [
  {
    title: "Be told of new openings",
    about:
      "One line is one subscription. After it is made you see the line as it is kept, what it would have found in the last 30 days, " +
      "and which single wish kept how many openings out.",
    verbs: ["subscribe", "list", "edit", "pause", "resume", "unsubscribe", "settings"],
  },
  {
    title: "Look around first",
    about: "None of these changes anything, and only you see the answers.",
    picture:
      "![The answer to trends in Discord: figures in words, and a picture of charts](../config/pictures/discord-trends.png)",
    verbs: ["preview", "search", "trends"],
  },
  {
    title: "What to do with a card",
    about: "The buttons of a card run these for you.",
    picture:
      "![A card in Discord with its buttons, and below it why it came, clause by clause](../config/pictures/discord-why.png)",
    verbs: ["why", "mark", "saved", "note", "remind", "similar", "less", "fix"],
  },
  {
    title: "Where openings come from",
    about: "If you miss a company, show the bot its careers page.",
    verbs: ["sources", "status"],
  },
  {
    title: "Move in, move out",
    about: "Your lines are yours: take them along, bring others.",
    verbs: ["export", "import", "adopt"],
  },
  {
    title: "When you are stuck",
    about: "A word that is not known is an error that names the nearest one.",
    verbs: ["help"],
  },
];

const sentence = "backend or infra internships in Belgrade or London, Rust or Go, no seniors, remote ok";

/** The guide for people who use the bot, in Markdown, made of the declarations of verbs, keys and buttons. */
export function guideText(): string {
  const known = new Map(commands.map((command) => [command.verb, command]));
  const named = new Set(chapters.flatMap(({ verbs }) => verbs));
  const others = commands.map(({ verb }) => verb).filter((verb) => !named.has(verb));
  const all = [...chapters, ...(others.length === 0 ? [] : [{ title: "More", about: "", verbs: others }])];
  return [
    "# How to use Rolecall",
    "<!-- Made of the declarations by `npm run guide`; a test compares it. -->",
    "Rolecall tells you in Slack, in Discord or in a terminal about openings that fit you: first, once, and why.",
    "## In a minute",
    "Say what you look for, in your own words:",
    block(`/jobs subscribe ${sentence}`),
    "The answer is the same wish as one exact line, for you to confirm:",
    block(`/jobs subscribe internships ${printQuery(readQuery(sentence).query)}`),
    "From then on each new opening that fits comes as a card. It says why it came, with the words of the posting, and what the posting does " +
      "not say.",
    "![A card in Slack: title, company, place, pay, why it matches, and five buttons](../config/pictures/slack-card.png)",
    `Its buttons: ${buttonsText()}.`,
    ...all.flatMap((chapter) => {
      const verbs = chapter.verbs.flatMap((verb) => known.get(verb) ?? []);
      return verbs.length === 0
        ? []
        : [
            `## ${chapter.title}`,
            ...(chapter.about === "" ? [] : [chapter.about]),
            ...(chapter.picture === undefined ? [] : [chapter.picture]),
            ...verbs.flatMap(verbParts),
          ];
    }),
    "## What a line may hold",
    "Different keys must all hold. A comma is *or*, `a+b` is *both*, `-x` is *not* and always wins.",
    table(
      ["key", "what it says", "also called"],
      keyHelp().map(({ usage, summary, also }) => [`\`${usage}\``, summary, also.slice(0, 4).join(", ")]),
    ),
    "A place takes what lies in it: `location:germany` finds Berlin, and remote work that may be done from Germany. Pay is compared in its own " +
      "currency, by the year, and never converted. `text:` is a literal word; all others know synonyms: `lang:go` finds *Golang*, and never " +
      "“go-to-market”.",
    "## What a posting does not say",
    "Most postings leave something out. By `unknown:show` such an opening comes all the same, by `unknown:flag` it comes with a mark that names " +
      "what is missing, by `unknown:hide` it does not come.",
    "## When it comes",
    "`every:now` sends each card at once; `every:hour`, `every:day` and `every:week` gather them into one message, at `at:09:00` in your time zone. " +
      "In your `quiet:` hours nothing is sent, and what is over `max:` comes with the next digest. Nothing is dropped: what did not come says why in " +
      "`/jobs why`.",
    "",
  ].join("\n\n");
}

function verbParts({ verb, summary, example, options }: Command): readonly string[] {
  const described = Object.entries(options.shape).map(([name, option]) => [
    `\`${name}\`${z.safeParse(option, undefined).success ? "" : " (needed)"}`,
    z.globalRegistry.get(option)?.description ?? "",
  ]);
  return [
    `### ${verb}`,
    `${summary}.`,
    block(example),
    ...(described.length === 0 ? [] : [table(["option", "what it takes"], described)]),
  ];
}

function buttonsText(): string {
  return (["save", "applied", "hide", "less", "why"] as const)
    .map((button) => {
      const { label, line } = cardChoice(button, "ID");
      return `**${label}** (\`${line}\`)`;
    })
    .join(", ");
}

function block(line: string): string {
  return `\`\`\`\n${line}\n\`\`\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const printed = [head, head.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`,
  );
  return printed.join("\n");
}
