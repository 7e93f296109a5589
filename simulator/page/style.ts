/** Ruled rather than boxed, one accent, tints only for what needs a person; no fonts from anywhere. */
export const style = `
:root { color-scheme: light dark; --face:#fbfdfe; --ground:#f1f5f7; --line:#dae1e4; --edge:#c5ced2; --ink:#131d24; --ink-2:#3e4a51;
  --ink-3:#5b676e; --accent:#026295; --on-accent:#fcfeff; --ok:#086b4e; --bad:#b51f1f; --bad-tint:#ffe7e5; --warn:#865107; --warn-tint:#ffefc9; --hover:#ecf2f5; }
@media (prefers-color-scheme: dark) { :root { --face:#11181d; --ground:#0a1115; --line:#232b31; --edge:#364047; --ink:#e8eef0; --ink-2:#b2bcc1;
  --ink-3:#8d999f; --accent:#7bc8f3; --on-accent:#061520; --ok:#6ed1b0; --bad:#f98b84; --bad-tint:#481d1c; --warn:#f3c264; --warn-tint:#3d2b11; --hover:#182126; } }
* { box-sizing: border-box; }
body { margin:0; background:var(--face); color:var(--ink); font:14px/1.45 "IBM Plex Sans",system-ui,sans-serif; font-variant-numeric:tabular-nums; }
header, section { padding:16px 24px; border-bottom:1px solid var(--line); }
header { display:flex; flex-wrap:wrap; gap:8px 24px; align-items:baseline; background:var(--ground); }
h1 { font-size:17px; margin:0; } h2 { font-size:14px; margin:0 0 8px; } 
.acts { display:grid; grid-template-columns:repeat(auto-fit,minmax(min(100%,560px),1fr)); gap:16px 40px; } .acts h2 { margin-bottom:6px; } .acts .row { margin-bottom:8px; } .acts input[type=number] { width:112px; }
.acts input:not([type=number]) { min-width:0; flex:1 1 140px; max-width:260px; } .acts input.grow { flex:2 1 240px; max-width:none; } .acts label { display:inline-flex; gap:6px; align-items:center; color:var(--ink-2); }
.fields { display:grid; grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr)); gap:8px 24px; margin-bottom:10px; } .fields label { display:grid; gap:2px; color:var(--ink-2); font-size:12.5px; } .fields button { align-self:end; justify-self:start; }
.grid { display:flex; flex-wrap:wrap; gap:8px 28px; } ul { list-style:none; margin:10px 0 0; padding:0; display:grid; gap:6px; } details { color:var(--ink-2); } summary { cursor:pointer; }
dl { display:grid; grid-template-columns:max-content 1fr; gap:2px 16px; margin:6px 0 0; } dd { margin:0; }
button[aria-pressed=true] { background:var(--ground); border-color:var(--accent); color:var(--accent); font-weight:500; }
p { margin:0; color:var(--ink-2); max-width:75ch; }
a { color:var(--accent); } code, .mono { font:12.5px/1.4 "IBM Plex Mono",ui-monospace,monospace; }
table { width:100%; border-collapse:collapse; } th { text-align:left; font-weight:500; color:var(--ink-3); font-size:12.5px; }
th, td { padding:5px 12px 5px 0; border-top:1px solid var(--line); vertical-align:top; } th, .tight { white-space:nowrap; } td { overflow-wrap:anywhere; } .tight { overflow-wrap:normal; }
td button { padding:1px 8px; } td .row { gap:6px; } td .mono { overflow-wrap:anywhere; }
tbody tr:hover { background:var(--hover); } .num { text-align:right; }
button, select, input { font:inherit; color:inherit; border:1px solid var(--edge); border-radius:4px; background:var(--face); padding:3px 10px; }
button { cursor:pointer; } button:hover { background:var(--hover); } button.primary { background:var(--accent); border-color:var(--accent); color:var(--on-accent); }
:focus-visible { outline:2px solid var(--accent); outline-offset:2px; }
.row { display:flex; flex-wrap:wrap; gap:8px; align-items:center; } .muted { color:var(--ink-3); }
.ok { color:var(--ok); } .bad { color:var(--bad); background:var(--bad-tint); padding:0 6px; border-radius:3px; }
.warn { color:var(--warn); background:var(--warn-tint); padding:0 6px; border-radius:3px; }
.scroll { max-height:380px; overflow:auto; } .tall { max-height:812px; } .do { min-width:320px; } .wide { overflow-x:auto; } .columns { display:grid; grid-template-columns:minmax(0,3fr) minmax(0,2fr); }
.columns > :first-child { border-right:1px solid var(--line); }
@media (max-width:900px) { .columns { grid-template-columns:minmax(0,1fr); } .columns > :first-child { border-right:0; } .tall { max-height:380px; } dl { grid-template-columns:1fr; } dd { margin-bottom:4px; color:var(--ink-3); } header, section { padding:12px 16px; } }
@media (max-width:700px) { .stack thead { display:none; } .stack tr { display:flex; flex-wrap:wrap; gap:2px 16px; border-top:1px solid var(--line); padding:8px 0; } .stack td { border:0; padding:0; text-align:left; }
  .stack td.whole { flex:1 0 100%; } .stack td[data-label]::before { content:attr(data-label) " "; color:var(--ink-3); } .stack td.do { min-width:0; margin-top:4px; } button { padding:6px 12px; } td button { padding:4px 10px; } }
main.door { max-width:560px; margin:9vh auto 0; padding:0 20px; } main.door h1 { font-size:20px; margin-bottom:4px; }
.people { display:grid; gap:0; margin:20px 0; border-top:1px solid var(--line); }
.people button { display:flex; justify-content:space-between; gap:16px; width:100%; padding:12px 8px; text-align:left; border:0; border-bottom:1px solid var(--line); border-radius:0; }
`;
