import { ok, wrong } from "../../platforms/chat/check.ts";
import { sourceRemedy } from "../../source-remedies.ts";
import { type DoctorCheck, readable } from "./doctor-check.ts";

/** How the sources fared when they were last asked. */
export const sourceCheck: DoctorCheck = {
  async *run(context) {
    // That the database cannot be read was said before.
    const sources = await readable(context)
      ?.sources.list()
      .catch(() => undefined);
    if (sources === undefined) return;
    for (const { key, failures, errorCode, errorText } of sources) {
      if (failures === 0) continue;
      yield wrong("source", `${key} is failing (${errorCode}): ${errorText}. ${sourceRemedy(errorCode)}`);
    }
    const well = sources.filter(({ failures }) => failures === 0).length;
    yield ok("sources", `${well} of ${sources.length} ${sources.length === 1 ? "is" : "are"} well`);
  },
};
