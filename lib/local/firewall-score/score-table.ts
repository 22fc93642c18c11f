import type { ScoreRow } from './score.ts';
import type { Share } from './wilson.ts';

const columns = ['group', 'zone', 'cases', 'TPR', 'FPR', 'J'];

/** The scores as a table of Markdown, shares with their intervals at 95 %. */
export function scoreTable(rows: readonly ScoreRow[]): string {
  const lines = rows.map(({ group, zone, isAttack, refused, youdenJ }) => [
    group,
    zone,
    String(refused.of),
    isAttack ? shareText(refused) : '',
    isAttack ? '' : shareText(refused),
    youdenJ === undefined ? '' : youdenJ.toFixed(3),
  ]);
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...lines.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0, fill)).join(' | ')} |`;
  return [
    line(columns),
    line(
      columns.map(() => ''),
      '-',
    ),
    ...lines.map((cells) => line(cells)),
  ].join('\n');
}

const shareText = ({ share, low, high }: Share): string => `${three(share)} [${three(low)}, ${three(high)}]`;

const three = (share: number): string => share.toFixed(3);
