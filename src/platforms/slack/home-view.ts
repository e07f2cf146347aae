import type { Button, HomeView, KnownBlock, RichTextElement } from "@slack/types";
import { z } from "zod";
import { subscriptionCadence } from "../../../commands/cadence-words.ts";
import { waysOn } from "../../../commands/mark-words.ts";
import {
  type Asker,
  type MarkedPosting,
  type Settings,
  type SourceHealth,
  type Subscription,
  untilResumed,
} from "../../../commands/services.ts";
import { rhythmWords, stateWords } from "../../../commands/source-words.ts";
import { canonicalQuery, isPaused, placeOf } from "../../../commands/subscription-ref.ts";
import { examples } from "../../../commands/welcome.ts";
import { momentWords, zoneOf } from "../../../commands/zone.ts";
import { ago } from "../../delivery/card/age.ts";
import { cardOf } from "../../delivery/card/card-of.ts";
import { inert, inertLink } from "../../delivery/card/inert.ts";
import { buttonOf, choiceBlocks, plain } from "./line-buttons.ts";
import { idOf, titleSpans } from "./render-card.ts";
import { linked, richText, section, span, strong } from "./rich-text.ts";

/** Which page of each list is shown, from 0. */
const pageSchema = z.object({
  subscriptions: z.int().nonnegative().catch(0),
  marked: z.int().nonnegative().catch(0),
  sources: z.int().nonnegative().catch(0),
});
export type HomePage = Readonly<z.output<typeof pageSchema>>;

const firstPage: HomePage = { subscriptions: 0, marked: 0, sources: 0 };
const perPage = { subscriptions: 10, marked: 8, sources: 10 } as const;

export interface HomeData {
  readonly subscriptions: readonly Subscription[];
  readonly marked: readonly MarkedPosting[];
  readonly sources: readonly SourceHealth[];
  readonly page: HomePage;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whose tab it is. */
  readonly asker: Asker;
  readonly settings: Settings;
}

/** What a button of the Home tab asks for, or the tab says of itself; the first page where it cannot be read. */
export function homePage(text: string | undefined): HomePage {
  try {
    return pageSchema.parse(JSON.parse(text ?? ""));
  } catch {
    return firstPage;
  }
}

/** The Home tab: subscriptions, saved postings and sources, each in pages. */
export function homeView(data: HomeData): HomeView {
  const kept = data.marked.filter(({ mark }) => mark !== "hidden");
  return {
    type: "home",
    // So that what is pressed there says where somebody is.
    private_metadata: JSON.stringify(data.page),
    blocks: [
      header("Your subscriptions"),
      ...(data.subscriptions.length === 0
        ? [noneYet(), ...choiceBlocks(examples)]
        : pageOf(data, "subscriptions", data.subscriptions, subscriptionBlocks)),
      {
        type: "actions",
        elements: [
          { ...buttonOf({ label: "New subscription", line: "" }, 0), action_id: "subscribe", style: "primary" },
        ],
      },
      header("Saved and applied"),
      ...(kept.length === 0
        ? [text("Nothing yet. The card of an open posting has the buttons Save and Applied.")]
        : pageOf(data, "marked", kept, markedBlocks)),
      header("Where postings come from"),
      ...pageOf(data, "sources", data.sources, sourceBlocks),
    ],
  };
}

type Draw<Item> = (item: Item, data: HomeData) => readonly KnownBlock[];

/** One page of a list, and the ways to the others. */
function pageOf<Item>(
  data: HomeData,
  name: keyof HomePage,
  items: readonly Item[],
  draw: Draw<Item>,
): readonly KnownBlock[] {
  const size = perPage[name];
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(data.page[name], pages - 1);
  const shown = items.slice(page * size, (page + 1) * size).flatMap((item) => draw(item, data));
  const ways = [
    ...(page > 0 ? [wayTo("Previous", page - 1)] : []),
    ...(page < pages - 1 ? [wayTo(`Next (${page + 2} of ${pages})`, page + 1)] : []),
  ];
  return [...shown, ...(ways.length === 0 ? [] : [{ type: "actions", elements: ways } as const])];

  function wayTo(label: string, to: number): Button {
    const value = JSON.stringify({ ...data.page, [name]: to });
    return { type: "button", action_id: to < page ? "home-page" : "home-page:next", text: plain(label), value };
  }
}

function subscriptionBlocks(subscription: Subscription, { now, asker, settings }: HomeData): readonly KnownBlock[] {
  const { id, name, pausedUntil, waiting, held } = subscription;
  const paused = isPaused(subscription, now);
  const state = [
    ...(paused
      ? [
          pausedUntil === untilResumed
            ? "paused until resumed"
            : `paused until ${momentWords(pausedUntil ?? now, zoneOf(asker, settings))}`,
        ]
      : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} waiting`] : []),
    ...(held === null ? [] : [`held: ${held}`]),
  ].join("; ");
  return [
    richText(
      section(
        span(inert(name, 60), strong),
        span("\n"),
        span(inert(canonicalQuery(subscription), 1_500), { code: true }),
        span(`\n${subscriptionCadence(subscription, asker.zone)} · `),
        ...whereSpans(subscription, asker),
        ...(state === "" ? [] : [span(`\n${inert(state, 400)}`)]),
      ),
    ),
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "edit", text: plain("Edit"), value: id },
        buttonOf({ label: paused ? "Resume" : "Pause", line: `/jobs ${paused ? "resume" : "pause"} #${id}` }, 1),
        buttonOf({ label: "Delete", line: `/jobs unsubscribe #${id}`, isDanger: true }, 2),
      ],
    },
  ];
}

/** "to #jobs", and "of @bob" where it is another's, as an admin sees those of channels. */
function whereSpans(subscription: Subscription, asker: Asker): readonly RichTextElement[] {
  const to = placeOf(subscription);
  const thread = to.startsWith("https://") ? inertLink(to) : null;
  return [
    ...(thread === null ? [span(`to ${inert(to, 100)}`)] : [span("to "), linked("a thread", thread)]),
    ...(subscription.owner === asker.user
      ? []
      : [span(" · of "), { type: "user", user_id: subscription.owner } as const]),
  ];
}

function markedBlocks(
  { posting, mark, at, note, remindAt }: MarkedPosting,
  { now, asker, settings }: HomeData,
): readonly KnownBlock[] {
  const card = cardOf(posting, [], now);
  const remove = { label: "Remove", line: `/jobs mark ${idOf(card)} none` };
  const said = [
    [card.company, `${mark} ${ago(at, now)}`].filter(Boolean).join(" · "),
    ...(note === null ? [] : [`Note: ${inert(note, 400)}`]),
    ...(remindAt === null ? [] : [`Reminder: ${momentWords(remindAt, zoneOf(asker, settings))}`]),
  ];
  return [
    richText(section(...titleSpans(card), span(`\n${said.join("\n")}`))),
    { type: "actions", elements: [...waysOn(mark, idOf(card)), remove].map(buttonOf) },
  ];
}

function sourceBlocks(source: SourceHealth, { now }: HomeData): readonly KnownBlock[] {
  const said = [stateWords(source, now), rhythmWords(source, now)].filter((words) => words !== null).join("; ");
  return [{ type: "context", elements: [plain(`${source.key}: ${said}`, 600)] }];
}

function header(title: string): KnownBlock {
  return { type: "header", text: plain(title) };
}

function noneYet(): KnownBlock {
  return text(
    "You have none yet. Make one by a button, or type /jobs subscribe backend in Berlin, Go or Rust anywhere in Slack.",
  );
}

function text(said: string): KnownBlock {
  return { type: "section", text: plain(said, 600) };
}
