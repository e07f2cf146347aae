import type { HttpClient } from "./http/http-client.ts";
import type { FetchFile } from "./platforms/chat/read-file.ts";

/** Files that people hand over are fetched as everything else is: within its limits, and never from a private address. */
export function createFetchFile(http: HttpClient): FetchFile {
  return async ({ url, maxBytes, allowHosts, credentials }) => {
    // Closing the client breaks it off.
    const session = http.session({ allowHosts, credentials, signal: new AbortController().signal });
    const { text } = await session.text(url, { maxBytes, redirects: "same-origin" });
    return text;
  };
}
