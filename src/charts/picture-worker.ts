/** A thread that draws one dashboard and ends: what draws is large, and takes longer than anybody else should wait. */
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import type { Dashboard } from "./dashboard.ts";
import { drawSvg } from "./draw-svg.ts";
import { fontFamily } from "./look.ts";

/** Twice as many pixels, for screens that have them. */
const zoom = 2;

const fontFiles = [
  import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
].map((address) => fileURLToPath(address));

const svg = await drawSvg(workerData as Dashboard);
// The font of the package alone, so that it looks the same everywhere.
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: fontFamily };
const png = new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } }).render().asPng();
parentPort?.postMessage(new Uint8Array(png));
