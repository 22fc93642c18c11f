import type { ByteClass, Expression } from './expression.ts';

/** A state of the machine that many patterns make together. */
interface State {
  /** Where it leads without a byte. */
  readonly free: number[];
  /** The bytes that lead to `next`; undefined when none does. */
  of: ByteClass | undefined;
  next: number;
  /** The pattern that has been found on coming here, or -1. */
  found: number;
}

/** A machine of states without a memory (Thompson's construction): its size grows with the patterns only. */
export interface Machine {
  readonly states: readonly Readonly<State>[];
  /** All patterns begin here. */
  readonly start: number;
}

export function createMachine(expressions: readonly Expression[]): Machine {
  const states: State[] = [];
  const add = (free: number[] = []): number => states.push({ free, of: undefined, next: -1, found: -1 }) - 1;

  /** Builds from the end: what comes after an expression is there before it. @returns where it begins */
  const build = (expression: Expression, after: number): number => {
    switch (expression.kind) {
      case 'byte':
        return states.push({ free: [], of: expression.of, next: after, found: -1 }) - 1;
      case 'sequence':
        return expression.parts.reduceRight((then, part) => build(part, then), after);
      case 'choice':
        return add(expression.options.map((option) => build(option, after)));
      case 'repeat': {
        const loop = add([after]);
        states[loop]?.free.push(build(expression.part, loop));
        return loop;
      }
    }
  };

  const starts = expressions.map((expression, index) => {
    const end = states.push({ free: [], of: undefined, next: -1, found: index }) - 1;
    return build(expression, end);
  });
  return { states, start: add(starts) };
}
