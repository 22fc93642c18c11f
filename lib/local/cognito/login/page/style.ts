import { createHash } from 'node:crypto';

/**
 * The whole look of the login page: one column that fits 320 px, sizes in rem so that larger text makes it all larger,
 * light and dark, contrasts of at least 4.5 to 1 for text and 3 to 1 for borders and focus (WCAG 2.2, 1.4.3, 1.4.11).
 */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --quiet: #4a535e; --line: #6b7581; --accent: #0b5cad;
  --on-accent: #ffffff; --bad: #b3261e; --bad-paper: #fdf1f0; --good-paper: #eef6ee; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff3; --paper: #14171b; --quiet: #b4bdc8; --line: #8a94a1;
  --accent: #8ec3ff; --on-accent: #0a1a2b; --bad: #ffb4ab; --bad-paper: #35191a; --good-paper: #16291a; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 26rem; margin: 0 auto; }
header { color: var(--quiet); font-weight: 600; }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.125rem; margin: 0 0 .25rem; }
label, legend { display: block; font-weight: 600; margin-bottom: .25rem; padding: 0; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; }
.choice { display: flex; gap: .5rem; align-items: center; min-height: 2.75rem; font-weight: 400; margin: 0; }
.field { margin-bottom: 1rem; }
.hint { color: var(--quiet); margin: 0 0 .25rem; font-size: .9375rem; }
.wrong { color: var(--bad); margin: 0 0 .25rem; font-weight: 600; }
input:not([type=radio]) { width: 100%; min-height: 2.75rem; padding: .5rem .625rem; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: .25rem; }
input[type=radio] { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); }
input[aria-invalid=true] { border: 2px solid var(--bad); }
button { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 .75rem; padding: .5rem 1rem; font: inherit;
  font-weight: 600; color: var(--on-accent); background: var(--accent); border: 2px solid var(--accent); border-radius: .25rem;
  cursor: pointer; }
button.second { color: var(--accent); background: transparent; }
a { display: inline-block; min-height: 1.5rem; color: var(--accent); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { padding: .375rem 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problems, .notice { border: 2px solid var(--line); border-radius: .25rem; padding: .75rem; margin: 0 0 1rem; }
.problems { border-color: var(--bad); background: var(--bad-paper); }
.problems ul { margin: 0; padding-left: 1.25rem; }
.problems a { color: var(--bad); }
.notice { background: var(--good-paper); }
.qr { display: block; width: 12rem; max-width: 100%; margin: .5rem 0; }
.key { font: 1.0625rem/1.6 ui-monospace, monospace; }
ol { padding-left: 1.25rem; }
@media (forced-colors: active) { button { border-color: ButtonText; } }
`;

/** What the content security policy lets the page's one style sheet be. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
