/** Prints rows under a heading, numbers to the right with one decimal where they have one. */
export function printTable(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const lines = [heading, ...rows.map((row) => row.map(cell))];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  console.log();
  for (const line of lines) {
    const cells = line.map((text, column) => {
      const width = widths[column] ?? 0;
      return column > 0 && typeof rows[0]?.[column] === 'number' ? text.padStart(width) : text.padEnd(width);
    });
    console.log(cells.join('  ').trimEnd());
  }
}

const cell = (value: string | number): string => {
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '-';
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
};
