import type { Api } from '../../contract/index.ts';
import { refuse } from './answers.ts';
import { type Parameter, parametersOf } from './parameter-schemas.ts';
import { quotas } from './quotas.ts';
import type { FirewallRule } from './rule.ts';
import { anyOf, matches } from './statements.ts';
import { unionOf, type ValueShape, valueShape } from './value-shape.ts';

/** A longer value is refused by the managed rules, which take queries of 2,048 bytes. */
const LONGEST_COUNTED = 1_000;

/** Where an argument begins: some servers let a semicolon separate, too. */
const beginning = '(?:^|[&;])';

/**
 * A name with a letter, digit, hyphen, dot or underscore that is written `%6c`: no client has a reason to (RFC 3986
 * §6.2.2.2), and behind it every name of a contract could hide from its shape.
 */
const encodedName = `${beginning}[^=&;]*%(?:2[DdEe]|3\\d|4[1-9A-Fa-f]|5[\\dAaFf]|6[1-9A-Fa-f]|7[\\dAa])`;

/**
 * Refuses query arguments outside the alphabet and the length that the contracts give their names. Names are taken
 * together: one that means free text at some endpoint is free at all. What nobody declared is left to the handlers.
 */
export function queryShapeRules(api: Api): readonly FirewallRule[] {
  const patterns = queryPatterns(parametersOf(api, 'query'));
  if (patterns.length === 0) return [];
  return [
    {
      name: 'QueryShape',
      statement: anyOf([encodedName, ...patterns].map((pattern) => matches({ queryString: {} }, pattern))),
      action: refuse,
      labels: ['portcullis:contract:query'],
    },
  ];
}

/** The shape of each name that has one. */
export function shapesByName(parameters: readonly Parameter[]): ReadonlyMap<string, ValueShape> {
  const shapes = [...Map.groupBy(parameters, ({ name }) => name)].map(
    ([name, its]) => [name, its.map(({ schema }) => valueShape(schema)).reduce(together)] as const,
  );
  return new Map(shapes.flatMap(([name, shape]) => (shape === undefined ? [] : [[name, shape] as const])));
}

const together = (one: ValueShape | undefined, other: ValueShape | undefined) =>
  one === undefined || other === undefined ? undefined : unionOf(one, other);

/** Regular expressions of which one finds something in every query string that breaks a shape: as few as hold the names. */
function queryPatterns(parameters: readonly Parameter[]): readonly string[] {
  const groups = Map.groupBy(shapesByName(parameters), ([, shape]) => JSON.stringify(shape));
  return [...groups.values()].flatMap((its) => {
    const broken = its.slice(0, 1).map(([, shape]) => brokenValue(shape))[0] ?? '';
    return packed(
      its.map(([name]) => nameInQuery(name)),
      (names) => `${beginning}(?:${names.join('|')})=(?:${broken})`,
    );
  });
}

/** @throws Error when one name alone does not fit a pattern */
function packed(names: readonly string[], write: (names: readonly string[]) => string): readonly string[] {
  const patterns: string[] = [];
  let chunk: string[] = [];
  for (const name of names) {
    if (write([name]).length > quotas.patternCharacters) throw new Error(`${name} is too long for one pattern`);
    if (write([...chunk, name]).length > quotas.patternCharacters) {
      patterns.push(write(chunk));
      chunk = [];
    }
    chunk.push(name);
  }
  return [...patterns, write(chunk)];
}

/** `filter[status]` may be written `filter%5Bstatus%5D`. */
const nameInQuery = (name: string) =>
  name.replaceAll(/[^\w.~-]|\./g, (character) =>
    character === '.' ? '\\.' : `(?:\\${character}|${[...encoded(character)].map(inBothCases).join('')})`,
  );

/** What a value holds, raw or escaped, that its shape does not allow. */
function brokenValue({ extras, longest }: ValueShape): string {
  // A plus sign means a space; written raw by mistake, it is for the handler to explain.
  const raw = [...extras].filter((character) => !' &%#'.includes(character));
  const plus = extras.includes(' ') && !raw.includes('+') ? '\\+' : '';
  const wrong = [
    `[^&%\\w.~${raw.map((character) => `\\${character}`).join('')}${plus}-]`,
    `%(?:${wrongEscape(extras)})`,
  ];
  // An escaped character is three.
  const bytes = extras === '' ? longest : 3 * longest;
  return [`[^&]*(?:${wrong.join('|')})`, ...(bytes <= LONGEST_COUNTED ? [`[^&]{${bytes + 1}}`] : [])].join('|');
}

/** The two digits of every escape but those of the extras, and of the tilde, which some clients escape. */
function wrongEscape(extras: string): string {
  const allowed = Map.groupBy([...extras, '~'].map(encoded), (triplet) => triplet.charAt(1));
  const rows = [...allowed].sort(([one], [other]) => (one < other ? -1 : 1));
  const high = rows.map(([digit]) => digit).join('');
  const lows = rows.map(([digit, its]) => `${digit}[^${its.map((triplet) => bothCases(triplet.charAt(2))).join('')}]`);
  return [`[^${high}]`, ...lows].join('|');
}

const bothCases = (digit: string) => (/[A-F]/.test(digit) ? `${digit}${digit.toLowerCase()}` : digit);

const inBothCases = (digit: string) => (/[A-F]/.test(digit) ? `[${bothCases(digit)}]` : digit);

/** `%5B` */
const encoded = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
