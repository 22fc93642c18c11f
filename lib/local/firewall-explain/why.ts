import { RE2JS } from 're2js';
import { looksLikeScriptInjection, looksLikeSqlInjection } from '../firewall/detection/injection.ts';
import { sqlPatterns } from '../firewall/detection/sql-patterns.ts';
import { type ByteString, utf8Bytes } from '../firewall/engine/byte-string.ts';
import { parseIpAddress } from '../firewall/engine/ip-address.ts';
import { Texts } from '../firewall/engine/texts.ts';
import { type IpSetProperties, managedPatterns, type Sight } from '../firewall/index.ts';
import { compileIpSet } from '../firewall/references/ip-set.ts';
import type { LoadedFirewall } from '../firewall-app/index.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Span } from './credentials.ts';

/** What a condition asks for. */
export interface Question {
  /** `contains 'union'` */
  readonly asks: string;
  /** What it found in one text, when it was asked about it: where, and what it was looking for. */
  readonly findIn: (text: ByteString) => Found | undefined;
}

export interface Found {
  readonly span: Span;
  /** Which of several things it was that was found. */
  readonly what: string | undefined;
}

type Sets = Pick<LoadedFirewall, 'patternSets' | 'ipSets'>;
type Ask = (condition: JsonObject, sets: Sets, sight: Sight) => Question;

/** How each kind of condition is put in words, and found again in what it saw. */
const questions: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ['ByteMatchStatement', byteMatch],
  ['RegexMatchStatement', ({ RegexString }) => regexes([String(RegexString)], `matches /${String(RegexString)}/`)],
  [
    'RegexPatternSetReferenceStatement',
    ({ Arn }, { patternSets }) => {
      const ofGroup = managedPatterns(String(Arn));
      const patterns = ofGroup ?? patternSets.get(String(Arn)) ?? [];
      const owner = ofGroup === undefined ? nameIn(String(Arn)) : 'the managed group, as it is here';
      return regexes(patterns, `matches one of ${patterns.length} patterns of ${owner}`);
    },
  ],
  ['SizeConstraintStatement', sizeConstraint],
  ['SqliMatchStatement', sqlInjection],
  ['XssMatchStatement', () => byLibinjection('runs a script in a page, by libinjection', looksLikeScriptInjection)],
  ['LabelMatchStatement', ({ Key }) => whole(`label ${String(Key)}`, (label) => label.includes(String(Key)))],
  ['GeoMatchStatement', ({ CountryCodes }) => whole(`is from ${String(CountryCodes)}`)],
  ['AsnMatchStatement', ({ AsnList }) => whole(`is of system ${String(AsnList)}`)],
  ['IPSetReferenceStatement', ipSet],
  ['RateBasedStatement', rate],
]);

/** What the condition behind a sight asks for. */
export function questionOf(sight: Sight, sets: Sets): Question {
  const kind = kindOf(sight);
  // What a compiled condition was written as is the JSON of a template.
  const condition = isJsonObject(sight.condition) ? sight.condition : {};
  return questions.get(kind)?.(condition, sets, sight) ?? whole(kind);
}

export const kindOf = ({ path }: Pick<Sight, 'path'>): string => path.slice(path.lastIndexOf('.') + 1);

const nameIn = (arn: string) => arn.split('/').at(-2) ?? arn;

const whole = (asks: string, holds: (text: ByteString) => boolean = () => true): Question => ({
  asks,
  findIn: (text) => (holds(text) ? { span: [0, text.length], what: undefined } : undefined),
});

const positions: Readonly<
  Record<string, { readonly verb: string; readonly from: (text: string, sought: string) => number }>
> = {
  EXACTLY: { verb: 'is', from: (text, sought) => (text === sought ? 0 : -1) },
  STARTS_WITH: { verb: 'starts with', from: (text, sought) => (text.startsWith(sought) ? 0 : -1) },
  ENDS_WITH: { verb: 'ends with', from: (text, sought) => (text.endsWith(sought) ? text.length - sought.length : -1) },
  CONTAINS: { verb: 'contains', from: (text, sought) => text.indexOf(sought) },
  CONTAINS_WORD: {
    verb: 'contains the word',
    from: (text, sought) => new RegExp(`(?<!\\w)${sought}(?!\\w)`).exec(text)?.index ?? -1,
  },
};

function byteMatch({ SearchString, SearchStringBase64, PositionalConstraint }: JsonObject): Question {
  const sought =
    SearchString === undefined
      ? Buffer.from(String(SearchStringBase64), 'base64').toString('latin1')
      : utf8Bytes(String(SearchString));
  const { verb, from } = positions[String(PositionalConstraint)] ?? { verb: 'has', from: () => -1 };
  return {
    asks: `${verb} ${JSON.stringify(sought)}`,
    findIn(text) {
      const at = from(text, sought);
      return at < 0 ? undefined : { span: [at, at + sought.length], what: undefined };
    },
  };
}

function regexes(patterns: readonly string[], asks: string): Question {
  const compiled = patterns.map((pattern) => ({ pattern, expression: RE2JS.compile(utf8Bytes(pattern)) }));
  return {
    asks,
    findIn(text) {
      for (const [index, { pattern, expression }] of compiled.entries()) {
        const matcher = expression.matcher(text);
        if (!matcher.find()) continue;
        const what = compiled.length === 1 ? undefined : `pattern ${index + 1} of ${compiled.length}: /${pattern}/`;
        return { span: [matcher.start(), matcher.end()], what };
      }
      return undefined;
    },
  };
}

const signs: Readonly<Record<string, string>> = { EQ: '=', NE: '≠', LE: '≤', LT: '<', GE: '≥', GT: '>' };

function sizeConstraint({ ComparisonOperator, Size }: JsonObject): Question {
  const operator = String(ComparisonOperator);
  const size = Number(Size);
  const holds = (bytes: number) =>
    ({
      EQ: bytes === size,
      NE: bytes !== size,
      LE: bytes <= size,
      LT: bytes < size,
      GE: bytes >= size,
      GT: bytes > size,
    })[operator] ?? false;
  return {
    asks: `is ${signs[operator]} ${size} bytes`,
    findIn: (text) =>
      holds(text.length)
        ? { span: [0, text.length], what: `${text.length} bytes ${signs[operator]} ${size}` }
        : undefined,
  };
}

function sqlInjection({ SensitivityLevel = 'LOW', TextTransformations }: JsonObject, _: Sets, sight: Sight): Question {
  const written = Array.isArray(TextTransformations) ? TextTransformations : [];
  const own = written.filter((step) => isJsonObject(step) && step['Type'] !== 'NONE').length;
  // After more transformations than were written it is the patterns of our own that were asked.
  if (sight.transformations.length === own) return byLibinjection('is SQL, by libinjection', looksLikeSqlInjection);
  return regexes(sqlPatterns[SensitivityLevel === 'HIGH' ? 'HIGH' : 'LOW'], 'is SQL, by patterns of our own');
}

const byLibinjection = (asks: string, detect: (texts: Texts) => boolean): Question =>
  whole(asks, (text) => detect(new Texts([text])));

function ipSet({ Arn }: JsonObject, { ipSets }: Sets): Question {
  const ranges = ipSets.get(String(Arn)) ?? [];
  const rangeOf = (text: ByteString) =>
    ranges.find((range) => {
      const isSix = range.includes(':');
      const properties: IpSetProperties = {
        Scope: 'REGIONAL',
        IPAddressVersion: isSix ? 'IPV6' : 'IPV4',
        Addresses: [range],
      };
      const addresses = text.split(',').flatMap((part) => parseIpAddress(part.trim()) ?? []);
      return addresses.some(compileIpSet(properties));
    });
  return {
    asks: `is one of ${ranges.length} ranges of ${nameIn(String(Arn))}`,
    findIn(text) {
      const range = rangeOf(text);
      return range === undefined ? undefined : { span: [0, text.length], what: `in ${range}` };
    },
  };
}

function rate({ Limit, EvaluationWindowSec = 300, AggregateKeyType }: JsonObject): Question {
  return whole(`more than ${Number(Limit)} in ${Number(EvaluationWindowSec)} s by ${String(AggregateKeyType)}`);
}
