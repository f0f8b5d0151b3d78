/** How the page looks: on a screen in light and dark, narrow and wide, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f5f0; --card: #fffdf9; --ink: #1f1d1a; --soft: #645f57; --line: #dfdad0; --well: #f0ece3; --link: #1b4f9c;
  --changed: #9a5700; --changed-tint: #fbeed7; --gone: #ae2433; --gone-tint: #fbe3e2;
  --unread: #5b3fa8; --unread-tint: #ebe5fa; --clean: #23693f; --clean-tint: #dff0e4; --rest: #c9c3b6;
  --serif: "Iowan Old Style", "Charter", "Bitstream Charter", "Source Serif 4", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15161a; --card: #1c1e23; --ink: #ece9e2; --soft: #a8a49b; --line: #33353c; --well: #24262c; --link: #9ec1ff;
    --changed: #f0b35e; --changed-tint: #3a2c15; --gone: #ff8f92; --gone-tint: #43201f;
    --unread: #c3b0ff; --unread-tint: #2d2548; --clean: #82d09c; --clean-tint: #1b3525; --rest: #4a4d55;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--card); z-index: 2; }
.page { max-width: 68rem; margin: 0 auto; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 2.5rem) 4rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
a { color: var(--link); }
code, kbd { font: .86em/1.5 var(--mono); overflow-wrap: anywhere; }

.eyebrow { margin: 0 0 .75rem; font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); }
h1 { margin: 0 0 1.25rem; max-width: 24em; font: 600 clamp(1.7rem, 4.2vw, 2.6rem)/1.18 var(--serif); text-wrap: balance; letter-spacing: -.01em; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2.25rem; margin: 0 0 1.75rem; }
.facts div { min-width: 0; }
dt { font-size: .78rem; color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }

.share { display: block; width: 100%; height: .8rem; margin: 0 0 .7rem; }
.share rect { fill: var(--tone); }
.share > .unread { fill: url(#stripes); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0; padding: 0; list-style: none; font-size: .92rem; }
.legend b { font-variant-numeric: tabular-nums; color: var(--tone); }
.changed { --tone: var(--changed); --tint: var(--changed-tint); }
.gone { --tone: var(--gone); --tint: var(--gone-tint); }
.unread { --tone: var(--unread); --tint: var(--unread-tint); }
.clean { --tone: var(--clean); --tint: var(--clean-tint); }
.rest { --tone: var(--rest); }
.legend .rest b { color: inherit; }

.alarm { margin: 2rem 0 0; padding: 1.1rem 1.4rem; border: 2px solid var(--gone); border-radius: 6px; background: var(--gone-tint); }
.alarm h2 { margin: 0 0 .35rem; font: 600 1.2rem/1.3 var(--serif); color: var(--gone); }
.alarm ul { margin: 0; padding-left: 1.15rem; }
.allclear { margin: 2rem 0 0; padding: 1.1rem 1.4rem; border-left: 4px solid var(--clean); background: var(--clean-tint); border-radius: 0 6px 6px 0; }

.filter { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: 0 0 1rem; }
.filter label { display: grid; gap: .2rem; font-size: .82rem; color: var(--soft); }
.filter input { font: inherit; font-size: 1rem; color: inherit; width: min(20rem, 80vw); padding: .45rem .7rem; border: 1px solid var(--soft); border-radius: 5px; background: var(--card); color: var(--ink); }
.filter .kinds { display: flex; gap: .4rem; flex-wrap: wrap; }
button { font: inherit; font-size: .9rem; padding: .45rem .85rem; border: 1px solid var(--soft); border-radius: 5px; background: var(--card); color: var(--ink); cursor: pointer; }
button:hover { border-color: var(--ink); }
button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.none { color: var(--soft); }

main { margin-top: 2.25rem; }
.finding { display: grid; grid-template-columns: minmax(0, 16rem) minmax(0, 1fr); gap: 1.5rem 2.25rem; margin: 0 0 1.25rem; padding: 1.5rem 1.75rem 1.6rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone); border-radius: 6px; }
.badge { display: inline-block; margin: 0 0 .7rem; padding: .1rem .6rem .12rem; border-radius: 99px; background: var(--tint); color: var(--tone); font-size: .84rem; font-weight: 600; }
.finding h2 { margin: 0; font: 600 1.45rem/1.2 var(--serif); overflow-wrap: anywhere; }
.finding .type { margin: .15rem 0 1rem; color: var(--soft); overflow-wrap: anywhere; }
.finding dl { margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 1rem; font-size: .92rem; }
.finding dl .wide { grid-column: 1 / -1; }
h3 { margin: 1.3rem 0 .4rem; font: 600 .82rem/1.3 var(--sans); color: var(--soft); }
.what > h3:first-child { margin-top: 0; }

table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .94rem; }
th { text-align: left; font-weight: 400; font-size: .78rem; color: var(--soft); padding: 0 .75rem .3rem 0; }
td { vertical-align: top; padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
th:first-child { width: 34%; }
th:nth-child(2) { width: 26%; }
td:first-child { font: .86rem/1.6 var(--mono); }
td.is code { padding: .1rem .35rem; border-radius: 3px; background: var(--tint); color: var(--ink); font-weight: 600; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.not { color: var(--soft); font-style: italic; }
blockquote { margin: 0 0 .4rem; padding: .15rem 0 .15rem .9rem; border-left: 3px solid var(--tone); font: 1.02rem/1.5 var(--serif); overflow-wrap: anywhere; }
.next { margin: 0; padding-left: 1.2rem; }
.next li { margin: 0 0 .25rem; padding-left: .15rem; }
.next code { white-space: nowrap; padding: .1rem .35rem; border-radius: 3px; background: var(--well); }
details { margin: 1.1rem 0 0; }
summary { cursor: pointer; width: fit-content; color: var(--link); }
.command { display: flex; gap: .6rem; align-items: start; margin: .5rem 0 0; }
.command code { flex: 1; padding: .5rem .7rem; background: var(--well); border-radius: 5px; }
.command button { flex: none; padding: .3rem .6rem; font-size: .82rem; }
.urns { columns: 2 22rem; column-gap: 2rem; margin: .8rem 0 0; padding: 0; list-style: none; }
.urns li { margin: 0 0 .35rem; break-inside: avoid; overflow-wrap: anywhere; }
.urns small { color: var(--soft); font-size: .84rem; }
.more { margin-top: 2.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .86rem; max-width: 44rem; }
[hidden] { display: none !important; }

@media screen and (max-width: 46rem) {
  .finding { grid-template-columns: minmax(0, 1fr); padding: 1.2rem 1.1rem 1.3rem; gap: 1.1rem; }
  .finding dl .wide { grid-column: auto; }
  thead { position: absolute; left: -100vw; }
  tr { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  td, td:first-child { display: block; width: auto; padding: 0 0 .15rem; border: 0; }
  td[data-side]::before { content: attr(data-side); display: inline-block; width: 3.4rem; font-size: .78rem; color: var(--soft); }
  .command { flex-direction: column; }
  .command code { width: 100%; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --well: #f3f3f3; --link: #000;
    --changed: #7a4500; --changed-tint: #fff; --gone: #8d1626; --gone-tint: #fff; --unread: #44308a; --unread-tint: #fff; --clean: #1b5532; --clean-tint: #fff; }
  @page { size: A4; margin: 14mm; }
  body { font-size: 9.5pt; }
  .page { max-width: none; padding: 0; }
  .filter, .command button, .skip { display: none; }
  .finding { break-inside: avoid; grid-template-columns: minmax(0, 1fr); gap: 1rem; padding: 1.1rem 1.2rem; }
  .finding dl { grid-template-columns: repeat(4, auto); justify-content: start; gap: .6rem 2rem; }
  .finding dl .wide { grid-column: auto; }
  summary { list-style: none; color: var(--soft); }
  ::details-content { content-visibility: visible; block-size: auto; display: block; }
  rect, .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-contrast: more) { :root { --soft: var(--ink); --line: var(--soft); } }
`;
