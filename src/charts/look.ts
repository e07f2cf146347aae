/** How pictures look: dark on a light ground of their own, so that they can be read whatever is around them. */
export const colours = {
  ground: "#f8fafc",
  frame: "#cbd5e1",
  title: "#0f172a",
  text: "#1e293b",
  aside: "#475569",
  bar: "#1d4ed8",
  pale: "#93b4f5",
  grid: "#e2e8f0",
} as const;

export const fontFamily = "Inter";
export const fontSize = { title: 24, subtitle: 15, panel: 17, note: 13, label: 14 } as const;
