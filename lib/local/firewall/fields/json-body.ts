import * as z from 'zod';
import { type ByteString, utf8Bytes } from '../engine/byte-string.ts';
import { type Extraction, fieldKind } from '../engine/field.ts';
import { ask, type Inspection } from '../engine/inspection.ts';
import { inspectedBody, isOversize } from './body.ts';
import { type JsonVisitor, readLenientJson } from './lenient-json.ts';
import { matchScope } from './named-values.ts';
import { oversizeAnswer, oversizeHandling } from './oversize.ts';

const pointer = z
  .string()
  .max(512)
  .regex(/^(?:\/(?:[^/~]|~[01])*)+$/, 'must be a JSON pointer (RFC 6901)');

const pattern = z
  .strictObject({ All: z.strictObject({}).optional(), IncludedPaths: z.array(pointer).min(1).optional() })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one of All, IncludedPaths');

/** What an unreadable body counts as; without it, what was read before the fault is looked at. */
const invalidFallback = z.enum(['EVALUATE_AS_STRING', 'MATCH', 'NO_MATCH']);

/** Keys and values of a JSON body, each on its own: all of them, or those below some pointers. */
export const jsonBody = fieldKind({
  name: 'JsonBody',
  properties: z.strictObject({
    MatchPattern: pattern,
    MatchScope: matchScope,
    InvalidFallbackBehavior: invalidFallback.optional(),
    OversizeHandling: oversizeHandling.default('CONTINUE'),
  }),
  compile({ MatchPattern, MatchScope, InvalidFallbackBehavior, OversizeHandling }) {
    const pointers = MatchPattern.IncludedPaths?.map(tokensOf);
    const everythingInScope = allElements[MatchScope];
    const elementsOf = (inspection: Inspection): Elements =>
      pointers === undefined
        ? ask(inspection, everythingInScope)
        : readElements(inspectedBody(inspection), pointers, MatchScope);
    const elements = (inspection: Inspection): Extraction => {
      const { found, isValid } = elementsOf(inspection);
      if (isValid || InvalidFallbackBehavior === undefined) return found;
      const fallbacks = {
        EVALUATE_AS_STRING: [inspectedBody(inspection)],
        MATCH: 'match',
        NO_MATCH: 'no-match',
      } as const;
      return fallbacks[InvalidFallbackBehavior];
    };
    return {
      extract: (inspection) => {
        const answer = isOversize(inspection) ? oversizeAnswer[OversizeHandling] : undefined;
        if (answer !== undefined) return answer;
        return inspectedBody(inspection) === '' ? [] : elements(inspection);
      },
      factor: 2,
    };
  },
});

/** What the pointers pick, each once, however often it stands in the body. */
interface Elements {
  readonly found: readonly ByteString[];
  readonly isValid: boolean;
}

type Scope = z.infer<typeof matchScope>;

function readElements(text: ByteString, pointers: readonly Tokens[], scope: Scope): Elements {
  const found = new Set<ByteString>();
  const isValid = readLenientJson(text, collect(pointers, scope, found));
  return { found: [...found], isValid };
}

const allOfScope = (scope: Scope) => (inspection: Inspection) => readElements(inspectedBody(inspection), [[]], scope);

/** Most rules look at all of a body: they share what has been read of it. */
const allElements = { ALL: allOfScope('ALL'), KEY: allOfScope('KEY'), VALUE: allOfScope('VALUE') } as const;

type Tokens = readonly ByteString[];

const tokensOf = (written: string): Tokens =>
  utf8Bytes(written)
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What is left of the pointers that lead on from a place; `isBelow` once one has been followed and left behind. */
interface Place {
  readonly ahead: readonly Tokens[];
  readonly isAt: boolean;
  readonly isBelow: boolean;
}

/** Collects what the pointers pick: everything below a pointer, and the value at it, but not the key that it names. */
function collect(pointers: readonly Tokens[], scope: Scope, found: Set<ByteString>): JsonVisitor<Place> {
  return {
    root: { ahead: pointers, isAt: pointers.some(({ length }) => length === 0), isBelow: false },
    below: ({ ahead, isAt, isBelow }, token) => {
      if (isAt || isBelow) return everything;
      const rest = ahead.filter(([next]) => next === token).map((tokens) => tokens.slice(1));
      return { ahead: rest, isAt: rest.some(({ length }) => length === 0), isBelow: false };
    },
    key: (text, { isBelow }) => {
      if (isBelow && scope !== 'VALUE') found.add(text);
    },
    value: (text, { isAt, isBelow }) => {
      if ((isAt || isBelow) && scope !== 'KEY') found.add(text);
    },
  };
}

const everything: Place = { ahead: [], isAt: false, isBelow: true };
