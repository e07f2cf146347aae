import type { Api } from "../../../src/platforms/discord/api.ts";
import { discordSays } from "./discord-errors.ts";

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its query. */
  readonly route: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Answers a call, or throws what Discord would answer. */
export type Script = (call: Call) => unknown;

/** Discord as a test says it is, behind the interface that the wire has of it. */
export function scriptedApi(script: Script): Api & { readonly calls: readonly Call[] } {
  const calls: Call[] = [];

  async function answer(method: Call["method"], route: string, body: object = {}): Promise<unknown> {
    const call = { method, route: decodeURIComponent(route), body: { ...body } };
    calls.push(call);
    const answered = await script(call);
    if (answered === undefined && method === "GET") throw discordSays(0, 404);
    return answered;
  }

  return {
    calls,
    get: (route, query) =>
      answer("GET", query === undefined ? route : `${route}?${new URLSearchParams(query).toString()}`),
    post: (route, body) => answer("POST", route, body),
    put: (route, body) => answer("PUT", route, body),
    patch: (route, body) => answer("PATCH", route, body),
    delete: (route) => answer("DELETE", route),
  };
}
