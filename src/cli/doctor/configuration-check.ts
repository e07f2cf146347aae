import { basename } from "node:path";
import { counted } from "../../delivery/card/age.ts";
import { note, ok } from "../../platforms/chat/check.ts";
import { allRoles, printRoles } from "../../roles.ts";
import type { DoctorCheck } from "./doctor-check.ts";

/** What is in order and may still not be what was meant. */
export const configurationCheck: DoctorCheck = {
  async *run({ config: { file, sources, polling, environment, status, roles } }) {
    yield ok("configuration", `${file}, ${counted(sources.length, "source")}`);
    if (roles.size < allRoles.size) {
      yield note("roles", `this process does ${printRoles(roles)}: others on the same database have to do the rest`);
    }
    if (basename(file) === "rolecall.example.yaml") {
      yield note(
        "configuration",
        "this is the example, whose postings are invented: write a rolecall.yaml of your own",
      );
    }
    if (polling.contact === undefined && sources.some(({ source }) => source.id !== "folder")) {
      yield note("configuration", "polling.contact is not set: with it, boards reach you before they shut you out");
    }
    const hasPort = (environment.ROLECALL_HTTP_PORT ?? status.port) !== undefined;
    if (environment.ROLECALL_STATUS_TOKEN !== undefined && !hasPort) {
      yield note("configuration", "ROLECALL_STATUS_TOKEN opens nothing without ROLECALL_HTTP_PORT or status.port");
    }
  },
};
