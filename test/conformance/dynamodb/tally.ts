import type { Outcome } from './run-sequence.ts';

/** Counts outcomes by operation and verdict, and keeps the shortest example of each kind of unlisted difference. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #unlisted = new Map<string, Outcome>();
  total = 0;
  accepted = 0;

  add(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const { request, verdict, ours, theirs } = outcome;
      this.total += 1;
      if (verdict === 'agreed' && ours.ok) this.accepted += 1;
      const row = this.#counts.get(request.operation) ?? new Map<string, number>();
      this.#counts.set(request.operation, row.set(verdict, (row.get(verdict) ?? 0) + 1));
      if (verdict !== 'unlisted') continue;
      const kind = [
        request.operation,
        ...[ours, theirs].map((each) => (each.ok ? 'ok' : each.message.slice(0, 60))),
      ].join(' | ');
      const known = this.#unlisted.get(kind);
      if (known === undefined || sizeOf(outcome) < sizeOf(known)) this.#unlisted.set(kind, outcome);
    }
  }

  get unlisted(): readonly Outcome[] {
    return [...this.#unlisted.values()];
  }

  /** One line an operation: how many, agreed, by which listed reason not, and unlisted. */
  get lines(): readonly string[] {
    return [...this.#counts].sort().map(([operation, row]) => {
      const count = [...row.values()].reduce((sum, each) => sum + each, 0);
      const { agreed = 0, unlisted = 0, ...listed } = Object.fromEntries(row);
      const reasons = Object.entries(listed).map(([id, times]) => `${id} ${times}`);
      const cells = [
        operation.padEnd(20),
        String(count).padStart(7),
        String(agreed).padStart(7),
        String(unlisted).padStart(8),
      ];
      return `${cells.join('  ')}  ${reasons.join(', ')}`.trimEnd();
    });
  }
}

const sizeOf = ({ request }: Outcome): number => JSON.stringify(request.input).length;
