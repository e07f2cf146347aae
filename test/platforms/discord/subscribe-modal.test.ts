import { type APIModalInteractionResponseCallbackData, ComponentType } from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { execute } from "../../../commands/dispatch.ts";
import { formFields } from "../../../commands/subscription-form.ts";
import type { DeliverySettings } from "../../../src/filter/delivery-settings.ts";
import { isEverything } from "../../../src/filter/filter.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { printQuery } from "../../../src/filter/print.ts";
import {
  editDraft,
  type FormDraft,
  newDraft,
  parseDraft,
  printDraft,
  readDraft,
} from "../../../src/platforms/discord/form-draft.ts";
import { subscribeModal, submittedDraft } from "../../../src/platforms/discord/subscribe-modal.ts";
import { anAsker, aSubscription, memoryServices } from "../../doubles/services.ts";
import { deliveries, sensibleFilters } from "../../filter/arbitraries.ts";
import { anyText } from "../a-card.ts";
import { theCommand } from "./a-command.ts";

type Field = Readonly<Record<string, unknown>> & { readonly type: ComponentType; readonly custom_id: string };

function fieldsOf({ components }: APIModalInteractionResponseCallbackData): readonly Field[] {
  return JSON.parse(JSON.stringify(components)).map(({ component }: { readonly component: Field }) => component);
}

/** The form as it comes back, with what somebody typed into some of its fields. */
function submit(
  modal: APIModalInteractionResponseCallbackData,
  typed: Readonly<Record<string, string>> = {},
): FormDraft {
  const components = fieldsOf(modal).map((field) => {
    const { type, custom_id: id, value = "" } = field;
    if (type !== ComponentType.StringSelect)
      return { type: 18, component: { type, custom_id: id, value: typed[id] ?? value } };
    const options = Array.isArray(field["options"]) ? field["options"] : [];
    const chosen = options
      .filter((option: { readonly default?: boolean }) => option.default)
      .map(({ value: one }) => one);
    return { type: 18, component: { type, custom_id: id, values: typed[id]?.split(",") ?? chosen } };
  });
  const draft = submittedDraft({ custom_id: modal.custom_id, components });
  if (draft === null) throw new Error("the form is none of ours");
  return draft;
}

function read(draft: FormDraft) {
  const result = readDraft(draft);
  if (!result.ok) throw new Error(JSON.stringify(result.reply));
  return result;
}

/** What Discord would refuse of a form. */
function refusedOf(modal: APIModalInteractionResponseCallbackData): readonly string[] {
  const labels = JSON.parse(JSON.stringify(modal.components));
  return [
    ...(modal.custom_id.length > 100 ? ["id"] : []),
    ...(modal.title.length > 45 || modal.title === "" ? ["title"] : []),
    ...(labels.length > 5 || labels.length === 0 ? ["components"] : []),
    ...labels.flatMap(({ type, label, description }: Readonly<Record<string, string | number>>) =>
      type !== 18 || String(label).length > 45 || String(description).length > 100 ? [`label ${label}`] : [],
    ),
    ...fieldsOf(modal).flatMap(({ type, custom_id: id, options, value, placeholder = "" }) => [
      ...(String(placeholder).length > 100 ? [`placeholder of ${id}`] : []),
      ...(type === ComponentType.TextInput && String(value ?? "x").length > 4_000 ? [`value of ${id}`] : []),
      ...(Array.isArray(options) && (options.length === 0 || options.length > 25) ? [`options of ${id}`] : []),
    ]),
  ];
}

describe("the form of a new subscription", () => {
  it("has four fields from the language, and one for all else", () => {
    const modal = subscribeModal(newDraft());

    expect(modal.title).toBe("New subscription");
    expect(fieldsOf(modal).map(({ custom_id: id }) => id)).toEqual(["role", "level", "location", "lang", "rest"]);
    expect(modal.components[0]).toMatchObject({
      label: "Role",
      description: "The kind of work, such as backend,infrastructure",
    });
    expect(fieldsOf(modal)[1]).toMatchObject({
      options: expect.arrayContaining([{ value: "-intern", label: "not intern" }]),
    });
  });

  it("asks for what was filled in, under the name that was said before", () => {
    const modal = subscribeModal(newDraft({ name: "eu-go", query: "pay:>=80k/yr,eur role:backend" }));

    const draft = submit(modal, { location: "New York, berlin", level: "senior,-intern", rest: "remote every:day" });

    expect(readDraft(draft)).toEqual({
      ok: true,
      verb: "subscribe",
      options: {
        name: "eu-go",
        query: "role:backend level:senior,-intern location:berlin,new-york mode:remote every:day",
      },
    });
  });

  it("says field by field what is wrong, and can be opened again with what was typed", () => {
    const draft = submit(subscribeModal(newDraft()), { role: "bakend", lang: "go", rest: "at:late" });

    const result = readDraft(draft);

    expect(result).toMatchObject({
      ok: false,
      reply: {
        tone: "error",
        parts: [
          { text: 'Role: Expected a role such as backend after role:, got "bakend". Did you mean backend?' },
          { text: expect.stringMatching(/^Anything else: Expected a time/) },
        ],
      },
    });
    const again = parseDraft(printDraft(draft));
    expect(again && submit(subscribeModal(again))).toEqual(draft);
    expect(again && fieldsOf(subscribeModal(again))[0]).toMatchObject({ value: "bakend" });
  });

  it("keeps everything for a channel", () => {
    expect(read(submit(subscribeModal(newDraft({ query: "everything to:#jobs" })))).options).toEqual({
      query: "everything to:#jobs",
    });
  });
});

describe("the form of a subscription that is there", () => {
  const infra = aSubscription({ id: "k3f", name: "infra", query: "role:backend pay:>=80k/yr,eur to:#jobs every:day" });

  it("does not ask where it goes, which cannot be changed", () => {
    const modal = subscribeModal(editDraft(infra));

    expect(modal.title).toBe("Edit infra");
    expect(fieldsOf(modal)[4]).toMatchObject({ value: "pay:>=80k/yr,eur every:day" });
  });

  it("clears what was taken out of it", () => {
    const draft = submit(subscribeModal(editDraft(infra)), { role: "", lang: "go", rest: "pay:>=90k/yr,eur" });

    expect(read(draft)).toEqual({
      ok: true,
      verb: "edit",
      options: { subscription: "#k3f", query: "lang:go pay:>=90k/yr,eur -role -every" },
    });
  });

  it("changes nothing where nothing was typed", async () => {
    const services = memoryServices({ subscriptions: [aSubscription({ query: "role:backend visa:yes -lang:java" })] });
    const [subscription = infra] = await services.subscriptions.list(anAsker());

    const { options } = read(submit(subscribeModal(editDraft(subscription))));
    const reply = await execute(theCommand("edit"), options, anAsker(), services);

    expect(reply.parts[0]).toMatchObject({ text: expect.stringContaining("Nothing changes in infra") });
  });

  it("knows its keys by their first two letters, which no two share", () => {
    expect(new Set(formFields.map(({ key }) => key.slice(0, 2))).size).toBe(formFields.length);
  });
});

describe("any form", () => {
  it("gives back the query that it was drawn from", () => {
    fc.assert(
      fc.property(sensibleFilters, deliveries, (filter, delivery) => {
        const canonical = printQuery({ filter, delivery });

        const modal = subscribeModal(newDraft({ query: canonical }));

        expect(refusedOf(modal)).toEqual([]);
        expect(read(submit(modal)).options).toEqual({ query: canonical });
      }),
      { numRuns: 300 },
    );
  });

  it("of a subscription edits nothing, but for what somebody changed in it", () => {
    fc.assert(
      fc.property(sensibleFilters, deliveries, (filter, settings) => {
        const { to: _, ...delivery }: DeliverySettings = settings;
        const canonical = printQuery({ filter, delivery });
        fc.pre(!isEverything(filter));

        const modal = subscribeModal(editDraft({ id: "k3f", name: "infra", query: canonical }));
        const { options } = read(submit(modal));

        expect(refusedOf(modal)).toEqual([]);
        expect(options["query"]).toBe(canonical);
        expect(printQuery(parseQuery(options["query"] ?? ""))).toBe(canonical);
      }),
      { numRuns: 200 },
    );
  });

  it("is one that Discord takes, and comes back as it was typed, whatever that is", () => {
    const typed = fc.record({ role: anyText, location: anyText, lang: anyText, rest: anyText });
    fc.assert(
      fc.property(typed, (values) => {
        const short = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.slice(0, 4_000)]));

        const draft = submit(subscribeModal(newDraft()), short);

        expect(draft.values).toMatchObject({ role: short["role"], location: short["location"], lang: short["lang"] });
        expect(refusedOf(subscribeModal(draft))).toEqual([]);
        expect(parseDraft(printDraft(draft))).toEqual(JSON.parse(JSON.stringify(draft)));
        expect(readDraft(draft)).toHaveProperty("ok");
      }),
      { numRuns: 200 },
    );
  });

  it("that is too long to be drawn says what to do instead", () => {
    const draft = { ...newDraft(), rest: "x".repeat(4_001) };

    expect(() => subscribeModal(draft)).toThrow("use /jobs edit");
  });
});

describe("what is none of ours", () => {
  it.each(["", "form:", "form:edit:", "feedback:new:x", "form:delete:k3f:ro"])("is no form: %j", (id) => {
    expect(submittedDraft({ custom_id: id, components: [] })).toBeNull();
  });

  it.each(["", "{", "null", "[]", '{"subscription":1}'])("is no draft: %j", (kept) => {
    expect(parseDraft(kept)).toBeNull();
  });

  it("in a form is left out", () => {
    const draft = submittedDraft({
      custom_id: "form:new:",
      components: [null, 1, { type: 10 }, { type: 18, component: {} }],
    });

    expect(draft).toEqual(newDraft());
  });
});
