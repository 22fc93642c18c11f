import type { Mutation } from './mutation.ts';
import type { Verdict } from './workshop.ts';

interface Outcome {
  readonly layer: string;
  readonly mutation: Mutation;
  readonly verdict: Verdict | undefined;
}

type Row = readonly [control: string, layer: string, off: string, noticed: string];

const widths = [56, 14, 52, 70];

/** `control | layer | turned off | noticed by`, for a terminal; long texts are cut. */
export const outcomeTable = (outcomes: readonly Outcome[]): string =>
  [header, ...outcomes.map(toRow)]
    .map((row) => row.map((cell, index) => fit(cell, widths[index] ?? 0)).join(' | '))
    .join('\n');

const header: Row = ['control', 'layer', 'turned off', 'noticed by'];

const toRow = ({ layer, mutation: { control, how, seenBy }, verdict }: Outcome): Row => [
  control,
  layer,
  how.kind === 'template' ? `${how.place} ${how.off}` : how.file,
  noticedBy(verdict, seenBy),
];

function noticedBy(verdict: Verdict | undefined, seenBy: readonly string[]): string {
  const files = seenBy.map((file) => file.replace(/^test\//, '')).join(', ');
  return verdict?.kind === 'noticed' ? `${files}: ${verdict.by}` : explain(verdict);
}

/** Why a mutation proves nothing. */
export const explain = (verdict: Verdict | undefined): string =>
  verdict?.kind === 'not applied' ? `NOT APPLIED: ${verdict.why}` : 'NOT NOTICED';

const fit = (text: string, width: number): string =>
  (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
