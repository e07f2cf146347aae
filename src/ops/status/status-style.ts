/** The whole look of the status page: two palettes, no images, no fonts to fetch. */
export const statusStyle = `
:root {
  color-scheme: light dark;
  --ground: #f6f6f3; --sheet: #ffffff; --ink: #1d2126; --soft: #565d67; --line: #dfe0da; --link: #2f46c4;
  --good: #17663a; --good-wash: #e4f3ea; --warn: #7a4f00; --warn-wash: #fcf1d8; --bad: #a8201a; --bad-wash: #fdeae8;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #121418; --sheet: #1b1e24; --ink: #e8eaed; --soft: #a3abb6; --line: #30353e; --link: #9db1ff;
    --good: #7fd8a2; --good-wash: #16301f; --warn: #f1c765; --warn-wash: #332810; --bad: #ff9d94; --bad-wash: #3b1a18;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1rem; padding-top: 1.75rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.015em; }
p { margin: .25rem 0; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .2rem; }
.soft, footer, small { color: var(--soft); }
small { display: block; font-size: .875rem; line-height: 1.4; }
code { font: .875em ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; }

.verdict { margin: 1rem 0 1.25rem; padding: .85rem 1.1rem; border-radius: .6rem; border-left: .3rem solid; }
.verdict p { margin: 0; color: var(--ink); }
.verdict p:first-child { font-weight: 650; }
.verdict.ok { background: var(--good-wash); border-color: var(--good); }
.verdict.warn { background: var(--warn-wash); border-color: var(--warn); }
.verdict.bad { background: var(--bad-wash); border-color: var(--bad); }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.2rem, 1fr)); gap: 1px; margin: 0; padding: 0;
  background: var(--line); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden; }
.figures div { display: flex; flex-direction: column; padding: .7rem 1rem .8rem; background: var(--sheet); }
.figures dt { color: var(--soft); font-size: .875rem; }
.figures dd { margin: 0; font-size: 1.4rem; font-weight: 650; line-height: 1.3; letter-spacing: -.01em; }
.figures .bad dd { color: var(--bad); }

section { margin: 2rem 0; }
table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; }
caption { padding: 0 0 .6rem; text-align: left; font-size: 1.125rem; font-weight: 650; letter-spacing: -.01em; }
caption small { font-weight: 400; letter-spacing: 0; }
th, td { padding: .6rem .9rem; text-align: left; vertical-align: top; font-weight: 400; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-size: .875rem; white-space: nowrap; border-bottom: 1px solid var(--line); }
tbody th { min-width: 14rem; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.when { white-space: nowrap; }
.name { font-weight: 600; }
.state { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .875rem; font-weight: 600; white-space: nowrap; }
.state.ok { color: var(--good); background: var(--good-wash); }
.state.warn { color: var(--warn); background: var(--warn-wash); }
.state.bad { color: var(--bad); background: var(--bad-wash); }
.empty { padding: 1.5rem 1.1rem; border: 1px dashed var(--line); border-radius: .6rem; color: var(--soft); background: var(--sheet); }
h2 { margin: 0 0 .6rem; font-size: 1.125rem; letter-spacing: -.01em; }
footer { padding-top: .25rem; padding-bottom: 2.5rem; font-size: .875rem; }

main.only { max-width: 30rem; padding-top: 18vh; }
form { display: flex; gap: .6rem; margin-top: 1rem; }
input, button { font: inherit; padding: .5rem .8rem; border-radius: .4rem; border: 1px solid var(--soft); background: var(--sheet); color: var(--ink); }
input { flex: 1; min-width: 0; }
button { border-color: var(--link); background: var(--link); color: var(--sheet); font-weight: 600; }

@media (max-width: 44rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  table, tbody, th, td, caption { display: block; }
  table { border: 0; background: none; border-radius: 0; }
  tbody { background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: grid; gap: .35rem .75rem; padding: .8rem 1rem; border-bottom: 1px solid var(--line); }
  tbody tr:last-child { border-bottom: 0; }
  tbody th, tbody td { min-width: 0; padding: 0; border: 0; }
  tbody th { grid-column: 1 / -1; }
  .sources tr { grid-template-columns: auto 1fr 1fr; }
  .cards tr { grid-template-columns: 1fr 1fr; }
  td.number, td.when { text-align: left; white-space: normal; }
  td { font-size: .875rem; line-height: 1.35; }
  td::before { content: attr(data-label); display: block; color: var(--soft); font-size: .8125rem; }
}
@media print { .figures, table { break-inside: avoid; } }
`;
