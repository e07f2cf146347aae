/** A server of boards in a process of its own, so that its work does not count as ours. Its first argument is what it serves. */
import { createServer } from "node:http";
import { portOf } from "../../http/loopback-server.ts";
import { postingText } from "../deliver/town.ts";

const [, , kind = "unchanged", size = "100"] = process.argv;
const jobs = Array.from({ length: Number(size) }, (_, i) => jobOf(i, 0));
const whole = Buffer.from(JSON.stringify({ jobs }));
let asked = 0;

const server = createServer((request, response) => {
  asked += 1;
  if (kind === "unchanged") {
    if (request.headers["if-none-match"] === '"1"') response.writeHead(304, { etag: '"1"' }).end();
    else response.writeHead(200, { "content-type": "application/json", etag: '"1"' }).end('{"jobs":[]}');
    return;
  }
  response.writeHead(200, { "content-type": "application/json", etag: `"${asked}"` });
  if (kind === "whole") return void response.end(whole);
  // A board of which a few change, a few go and a few come at each look.
  const shown = jobs.map((_, i) => jobOf(i + asked * 2, i % 50 === asked % 50 ? asked : 0));
  response.end(JSON.stringify({ jobs: shown }));
});
server.listen(0, "127.0.0.1", () => process.send?.(portOf(server)));
process.on("disconnect", () => process.exit());

/** A posting of some 10 kB, as boards with long texts have them. */
function jobOf(number: number, version: number) {
  const text = postingText(number);
  return {
    id: `id-${number}`,
    title: `Engineer ${number}`,
    location: "Berlin, Germany",
    employmentType: "FullTime",
    jobUrl: `https://jobs.ashbyhq.com/bench/id-${number}`,
    descriptionHtml: `<p>${version}</p>${`<p>${text}</p>`.repeat(Math.ceil(9_100 / (text.length + 7)))}`,
  };
}
