import type { TopLevelSpec } from "vega-lite";
import type { Bar, Range } from "./dashboard.ts";
import { drawable } from "./drawable.ts";
import { colours, fontFamily, fontSize } from "./look.ts";

/** Where a panel may draw, in pixels. Nothing is measured, since that would need a canvas: all sizes are given. */
export interface PanelSize {
  readonly width: number;
  readonly height: number;
}

/** Room for names at the left of bars, and for the value behind the longest bar. */
const names = { width: 168, characters: 20 } as const;
const valueWidth = 56;
const axisHeight = 26;
const valueHeight = 20;

const config = {
  background: "transparent",
  font: fontFamily,
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    grid: false,
    title: null,
    labelColor: colours.text,
    labelFontSize: fontSize.label,
    labelLimit: 0,
    labelPadding: 8,
  },
  text: { color: colours.text, fontSize: fontSize.label, font: fontFamily },
} as const;

const schema = "https://vega.github.io/schema/vega-lite/v6.json";
const exact = { $schema: schema, autosize: "none", config } as const;

/** Columns in order, each with its value above and its name below; the last, which is not over, is paler. */
export function columnsSpec(bars: readonly Bar[], { width, height }: PanelSize): TopLevelSpec {
  const rows = bars.map(({ label, value, said }, index) => ({
    place: index,
    label: drawable(label, names.characters),
    value,
    said,
    isLast: index === bars.length - 1,
  }));
  const x = { field: "place", type: "ordinal", axis: null, scale: { paddingInner: 0.25, paddingOuter: 0.1 } } as const;
  const y = { field: "value", type: "quantitative", axis: null, scale: { domain: upTo(bars) } } as const;
  return {
    ...exact,
    width,
    height: height - axisHeight - valueHeight,
    padding: { left: 0, right: 0, top: valueHeight, bottom: axisHeight },
    data: { values: rows },
    layer: [
      {
        mark: { type: "bar", cornerRadiusEnd: 3 },
        encoding: {
          x,
          y,
          color: { condition: { test: "datum.isLast", value: colours.pale }, value: colours.bar },
        },
      },
      { mark: { type: "text", baseline: "bottom", dy: -4 }, encoding: { x, y, text: { field: "said" } } },
      {
        mark: { type: "text", baseline: "top", dy: 8, color: colours.aside },
        encoding: { x, y: { datum: 0 }, text: { field: "label" } },
      },
    ],
  };
}

/** Bars below each other, with their names at the left and their values behind them. */
export function barsSpec(bars: readonly Bar[], { width, height }: PanelSize): TopLevelSpec {
  const rows = bars.map(({ label, value, said }, index) => ({
    place: index,
    label: drawable(label, names.characters),
    value,
    said,
  }));
  const y = { field: "place", type: "ordinal", axis: null, scale: { paddingInner: 0.3, paddingOuter: 0.1 } } as const;
  const x = { field: "value", type: "quantitative", axis: null, scale: { domain: upTo(bars) } } as const;
  return {
    ...exact,
    width: width - names.width - valueWidth,
    height,
    padding: { left: names.width, right: valueWidth, top: 0, bottom: 0 },
    data: { values: rows },
    layer: [
      { mark: { type: "bar", cornerRadiusEnd: 3, color: colours.bar }, encoding: { x, y } },
      { mark: { type: "text", align: "left", dx: 6 }, encoding: { x, y, text: { field: "said" } } },
      { mark: { type: "text", align: "right", dx: -8 }, encoding: { x: { datum: 0 }, y, text: { field: "label" } } },
    ],
  };
}

/** The middle half as a bar with the median as a tick in it, on an axis of its own. */
export function rangeSpec({ label, low, middle, high, said }: Range, { width, height }: PanelSize): TopLevelSpec {
  const margin = Math.max((high - low) * 0.35, middle * 0.05, 1);
  const domain = [Math.max(0, low - margin), high + margin];
  const scale = { domain, nice: true } as const;
  const axis = { format: "~s", tickCount: 6, grid: true, gridColor: colours.grid, labelFlush: true, labelPadding: 4 };
  const middleOf = (high + low) / 2;
  const row = { label: drawable(label, names.characters), low, middle, high, middleOf, said };
  return {
    ...exact,
    width: width - names.width - valueWidth,
    height: height - axisHeight - valueHeight,
    padding: { left: names.width, right: valueWidth, top: valueHeight, bottom: axisHeight },
    data: { values: [row] },
    encoding: { x: { field: "low", type: "quantitative", scale, axis } },
    layer: [
      { mark: { type: "bar", height: 16, color: colours.pale }, encoding: { x2: { field: "high" } } },
      {
        mark: { type: "tick", thickness: 4, size: 22, color: colours.bar },
        encoding: { x: { field: "middle", type: "quantitative" } },
      },
      {
        mark: { type: "text", baseline: "bottom", dy: -13 },
        encoding: { x: { field: "middleOf", type: "quantitative" }, text: { field: "said" } },
      },
      {
        mark: { type: "text", align: "right", dx: -8 },
        encoding: { x: { value: 0 }, text: { field: "label" } },
      },
    ],
  };
}

/** To one at least, so that there is a scale where all is nought. */
function upTo(bars: readonly Bar[]): [number, number] {
  return [0, Math.max(1, ...bars.map(({ value }) => value))];
}
