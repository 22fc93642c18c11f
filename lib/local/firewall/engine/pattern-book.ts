import { RE2JS, RE2Set } from 're2js';
import type { Intern } from './interning.ts';
import type { Pattern } from './pattern.ts';
import type { Texts } from './texts.ts';

/** Whether a pattern is found in one of the texts. */
type IsFound = (texts: Texts) => boolean;

/** The patterns that rules look for in the same texts: one pass tells which of them are there at all. */
export interface PatternBook {
  /** Takes part in the pass from now on; every pattern is added before the first request. */
  readonly add: (pattern: Pattern) => IsFound;
}

/** What may be there: found in all texts with a line for each, which no match in a single text can escape. */
type Candidates = (texts: Texts) => ReadonlySet<number>;

/** Memory for the states of one automaton, in bytes. What does not fit is found without it, slower and still linear. */
const automatonBytes = 4 * 1024 * 1024;

/** So many patterns share an automaton. */
const mostTogether = 64;

export function createPatternBook(intern: Intern): PatternBook {
  const sources: string[] = [];
  let automata: readonly Candidates[] | undefined;

  const candidatesAround = (place: number): Candidates | undefined => {
    automata ??= inParts(sources).map((part) => intern(['patterns', ...part], () => candidatesOf(part)));
    return automata[Math.floor(place / mostTogether)];
  };

  return {
    add(pattern) {
      const { source, isIn, isSociable } = pattern;
      if (!isSociable) return (texts) => texts.ask(isIn);
      if (!sources.includes(source)) sources.push(source);
      const place = sources.indexOf(source);
      automata = undefined;
      return (texts) => {
        // One pattern on its own knows the words that it cannot do without.
        const candidates = sources.length > 1 ? candidatesAround(place) : undefined;
        const isCandidate = candidates === undefined || texts.ask(candidates).has(place % mostTogether);
        return isCandidate && texts.ask(isIn);
      };
    },
  };
}

const inParts = (sources: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(sources.length / mostTogether) }, (_, part) =>
    sources.slice(part * mostTogether, (part + 1) * mostTogether),
  );

function candidatesOf(sources: readonly string[]): Candidates {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.MULTILINE, automatonBytes);
  for (const source of sources) set.add(source);
  set.compile();
  const nothing: ReadonlySet<number> = new Set();
  return ({ lines }) => {
    const found = set.match(lines);
    return found.length === 0 ? nothing : new Set(found);
  };
}
