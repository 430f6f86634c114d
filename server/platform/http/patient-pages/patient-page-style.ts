/** Served inside the page under its nonce, so that a patient's phone asks for one file only. */
export const patientPageStyle = `
:root { color-scheme: light dark; --ground: #f4f6f6; --sheet: #fff; --ink: #14201f; --quiet: #4a5a58;
  --line: #d5dddc; --strong: #00695c; --on-strong: #fff; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1615; --sheet: #182120; --ink: #e6eeed;
  --quiet: #a8b8b6; --line: #33413f; --strong: #6fd8c6; --on-strong: #00201b; } }
* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
body { margin: 0; background: var(--ground); color: var(--ink); }
.page { max-width: 34rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center;
  padding: .5rem 0; color: var(--quiet); }
nav a { display: inline-block; padding: .5rem; color: var(--strong); }
main { background: var(--sheet); border: 1px solid var(--line); border-radius: 1rem; padding: 1.5rem 1.25rem; }
h1 { margin: 0 0 1.25rem; font-size: 1.625rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
p { margin: 1rem 0 0; text-wrap: pretty; }
dl { margin: 0; }
dt { color: var(--quiet); font-size: .875rem; }
dd { margin: 0 0 1rem; font-size: 1.125rem; overflow-wrap: anywhere; }
dd.when { font-weight: 600; font-size: 1.25rem; text-wrap: balance; }
dd small { display: block; font-size: 1rem; font-weight: 400; color: var(--quiet); }
.arrival { white-space: pre-line; }
.later { border-left: .25rem solid var(--strong); padding-left: .875rem; }
form { margin: 1rem 0 0; }
details { margin: 1.25rem 0 0; border-top: 1px solid var(--line); padding-top: .25rem; }
summary { min-height: 2.75rem; padding: .625rem 0; color: var(--strong); cursor: pointer; }
fieldset + button, label.field + button { margin-top: 1rem; }
fieldset { margin: 0; border: 0; padding: 0; }
legend { padding: 0; margin: 0 0 .5rem; }
label { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; }
label.field { display: block; }
label.field input { display: block; width: 100%; height: 3rem; font: inherit; padding: 0 .75rem; margin-top: .25rem;
  background: transparent; color: inherit; border: 1px solid var(--quiet); border-radius: .5rem; }
input[type='checkbox'] { width: 1.375rem; height: 1.375rem; flex: none; accent-color: var(--strong); }
button { width: 100%; min-height: 3.25rem; padding: .75rem 1rem; border-radius: 1.75rem; font: inherit; font-size: 1.125rem;
  font-weight: 600; cursor: pointer; border: 2px solid var(--strong); background: transparent; color: var(--strong); }
button.yes { background: var(--strong); color: var(--on-strong); }
a { color: var(--strong); }
a[href^='tel:'] { white-space: nowrap; }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 3px; }
@media (forced-colors: active) { button { border-color: ButtonText; } }
@media print { nav, form, details { display: none; } }
`;
