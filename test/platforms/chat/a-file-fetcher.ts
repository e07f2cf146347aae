import { systemClock } from "../../../src/clock.ts";
import { createFetchFile } from "../../../src/fetch-file.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";

/** Files come through the same client as in the whole bot. */
export function aFileFetcher() {
  const http = createHttpClient({}, { clock: systemClock });
  return { fetchFile: createFetchFile(http), close: () => http.close() };
}
