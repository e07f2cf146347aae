import { type Link, ROOT_CONTEXT, type Span, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { RolecallError } from "./errors.ts";

/** Where a posting comes from, as far as it says which poll found it. */
export interface Found {
  /** Key of the source. */
  readonly source: string;
  readonly firstSeenAt: number;
}

/** Traces of what goes on: a poll, the match of what it found, and the sends that come of it. */
export interface Tracing {
  /**
   * Runs the work in a span, which ends with it. In attributes stand numbers and values of closed lists alone: no address, no
   * text of strangers.
   *
   * @param found What the work is about: it belongs to the trace of the poll that found the first of them, and is linked to
   *   all polls of theirs that are known.
   */
  span<Result>(
    name: "match" | "send",
    work: (span: Pick<Span, "setAttributes">) => Promise<Result>,
    found?: Iterable<Found>,
  ): Promise<Result>;
  /** The same for a poll, which is known until the next one of that source, in this process. */
  poll<Result>(
    source: string,
    startedAt: number,
    work: (span: Pick<Span, "setAttributes">) => Promise<Result>,
  ): Promise<Result>;
}

/** @param tracer One that does nothing by default. */
export function createTracing(tracer: Tracer = trace.getTracer("rolecall")): Tracing {
  /** The last poll of each source. */
  const polls = new Map<string, { readonly startedAt: number; readonly link: Link }>();

  function linksTo(found: Iterable<Found>): Link[] {
    if (polls.size === 0) return [];
    const links = new Set<Link>();
    for (const { source, firstSeenAt } of found) {
      const poll = polls.get(source);
      // What was seen before was found by a poll that is forgotten.
      if (poll !== undefined && firstSeenAt >= poll.startedAt) links.add(poll.link);
    }
    return [...links];
  }

  async function run<Result>(span: Span, work: (span: Span) => Promise<Result>): Promise<Result> {
    try {
      return await work(span);
    } catch (error) {
      // Words of an error may quote strangers.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof RolecallError ? error.code : "internal" });
      throw error;
    } finally {
      span.end();
    }
  }

  return {
    async span(name, work, found = []) {
      const links = linksTo(found);
      const [first] = links;
      const parent = first === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, first.context);
      return await run(tracer.startSpan(name, { links }, parent), work);
    },
    async poll(source, startedAt, work) {
      const span = tracer.startSpan("poll", {}, ROOT_CONTEXT);
      if (span.isRecording()) polls.set(source, { startedAt, link: { context: span.spanContext() } });
      return await run(span, work);
    },
  };
}

export const silentTracing: Tracing = createTracing();
