import type { Layer, Mutation } from './mutation.ts';

/** docs/controls.md: every control, where it stands, how it is turned off and the tests that notice. */
export const controlsPage = (layers: readonly Layer[]): string =>
  `# Controls

Every control with its proof: \`npm run mutation:security\` turns each off, one by one, in a copy of the repository, and
fails unless a test fails. Written by \`npm run mutation:security -- --page\`; a test keeps this page equal to the rows in
test/mutation/layers/, and each row to the code.
${layers.map(section).join('')}`;

const section = ({ name, mutations }: Layer): string => `
## ${name.charAt(0).toUpperCase()}${name.slice(1)}

| control | where it stands | turned off | test that notices |
| --- | --- | --- | --- |
${mutations.map(row).join('\n')}
`;

const row = ({ control, how, seenBy }: Mutation): string =>
  `| ${[
    control,
    how.kind === 'template' ? `template: ${code(how.place)}` : how.file,
    how.kind === 'template' ? how.off : change(how.find, how.replace),
    seenBy.join(', '),
  ].join(' | ')} |`;

function change(find: string, replace: string): string {
  const [from, to] = [find, replace].map(oneLine);
  return to === '' ? `without ${code(from ?? '')}` : `${code(from ?? '')} → ${code(to ?? '')}`;
}

/** Enough to recognise the place by. */
function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** A code span that may hold backticks, in a table cell where a bar must be escaped (GFM §4.10). */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('|', String.raw`\|`)}${padding}${fence}`;
}
