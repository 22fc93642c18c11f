import type { ByteString } from '../engine/byte-string.ts';
import type { Expression } from './expression.ts';
import { createMachine, type Machine } from './machine.ts';

/** So many states of the automaton are remembered; then it begins anew, which costs time and no more. */
const mostStates = 1024;

const unknown = -1;
/** Its own inverse: below `unknown` for a row, and the row again for that. */
const withFinds = (row: number): number => unknown - 1 - row;

/** Which of many expressions are found in a text, and what it took to tell. */
export interface Automaton {
  readonly foundIn: (text: ByteString) => ReadonlySet<number>;
  /** How often it had to think: never more often than once a byte, and each time in the size of the patterns. */
  readonly steps: () => number;
}

const none: ReadonlySet<number> = new Set();

/**
 * Walks a text once, one look-up in a table a byte. The table is filled as texts need it: its states are sets of the
 * machine's states (the subset construction, lazily). An entry is the row of the next state, or below `unknown` when
 * something has been found on coming there.
 */
export function createAutomaton(expressions: readonly Expression[]): Automaton {
  const machine = createMachine(expressions);
  const { column, columns, samples } = columnsOf(machine);
  const table = new Int32Array(mostStates * columns);
  const sets: (readonly number[])[] = [];
  const founds: (readonly number[])[] = [];
  const known = new Map<string, number>();
  let steps = 0;

  const entryOf = (set: readonly number[], key = set.join()): number => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (sets.length === mostStates) {
      sets.length = 0;
      founds.length = 0;
      known.clear();
    }
    const found = set.map((state) => machine.states[state]?.found ?? unknown).filter((each) => each !== unknown);
    const row = (sets.push(set) - 1) * columns;
    const entry = found.length > 0 ? withFinds(row) : row;
    founds.push(found);
    known.set(key, entry);
    table.fill(unknown, row, row + columns);
    return entry;
  };

  /** Every byte may be the first of a match, so that the start is always among the states. */
  const start = closure(machine, [machine.start]);
  const startKey = start.join();

  const step = (row: number, byteColumn: number): number => {
    steps += 1;
    const byte = samples[byteColumn] ?? 0;
    const reached = [machine.start];
    for (const state of sets[row / columns] ?? []) {
      const { of, next } = machine.states[state] ?? {};
      if (next !== undefined && of?.[byte] === 1) reached.push(next);
    }
    const statesBefore = sets.length;
    const entry = entryOf(closure(machine, reached));
    // After beginning anew, the row that led here is another's.
    if (sets.length >= statesBefore) table[row + byteColumn] = entry;
    return entry;
  };

  return {
    foundIn(text) {
      let found: Set<number> | undefined;
      /** The row of an entry, whose finds are noted. */
      const arriveAt = (entry: number): number => {
        if (entry >= 0) return entry;
        const row = withFinds(entry);
        found ??= new Set();
        for (const pattern of founds[row / columns] ?? []) found.add(pattern);
        return row;
      };
      let row = arriveAt(entryOf(start, startKey));
      for (let at = 0; at < text.length; at += 1) {
        // A byte has a column, and a state a row of all columns.
        const byteColumn = column[text.charCodeAt(at)] as number;
        const next = table[row + byteColumn] as number;
        // Nearly always the next state is known, and finds nothing.
        row = next >= 0 ? next : arriveAt(next === unknown ? step(row, byteColumn) : next);
      }
      return found ?? none;
    },
    steps: () => steps,
  };
}

/** The states that can be reached without a byte: those that read one or have found something, in order. */
function closure({ states }: Machine, from: readonly number[]): readonly number[] {
  const seen = new Set(from);
  for (const state of seen) for (const next of states[state]?.free ?? []) seen.add(next);
  return [...seen]
    .filter((state) => states[state]?.of !== undefined || states[state]?.found !== unknown)
    .sort((one, other) => one - other);
}

/** Bytes that no pattern tells apart share a column of the table. */
function columnsOf({ states }: Machine) {
  const classes = [...new Set(states.flatMap(({ of }) => of ?? []))];
  const column = new Uint8Array(256);
  const columnByKey = new Map<string, number>();
  const samples: number[] = [];
  for (let byte = 0; byte < 256; byte += 1) {
    const key = classes.map((of) => of[byte]).join('');
    const known = columnByKey.get(key) ?? samples.push(byte) - 1;
    columnByKey.set(key, known);
    column[byte] = known;
  }
  return { column, columns: samples.length, samples };
}
