import type { Json, JsonObject } from '../json.ts';
import { parseJsonPath } from './json-path.ts';

/** What of an event a target gets; at most one is there. */
export interface InputDefinition {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | { readonly InputPathsMap?: Readonly<Record<string, string>> | undefined; readonly InputTemplate: string }
    | undefined;
}

export interface RuleIdentity {
  readonly ruleArn: string;
  readonly ruleName: string;
}

/**
 * Makes the message of a target from an event.
 *
 * Amazon EventBridge User Guide, "Amazon EventBridge input transformation".
 *
 * @throws Error for a definition that cannot be honoured
 */
export const parseInput = (definition: InputDefinition, rule: RuleIdentity): ((event: JsonObject) => Json) => {
  const { Input, InputPath, InputTransformer } = definition;
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1) {
    throw new Error('Input, InputPath and InputTransformer exclude each other');
  }
  if (Input !== undefined) {
    const constant: Json = JSON.parse(Input);
    return () => constant;
  }
  if (InputPath !== undefined) {
    const read = parseJsonPath(InputPath);
    return (event) => read(event) ?? {};
  }
  if (InputTransformer === undefined) return (event) => event;
  const paths = Object.entries(InputTransformer.InputPathsMap ?? {}).map(
    ([name, path]) => [name, parseJsonPath(path)] as const,
  );
  const known = new Set([...paths.map(([name]) => name), ...RESERVED]);
  const parts = partsOf(InputTransformer.InputTemplate);
  const unknown = parts.find((part) => part.kind === 'variable' && !known.has(part.name));
  if (unknown?.kind === 'variable') throw new Error(`InputTemplate: there is no variable <${unknown.name}>`);
  return (event) => {
    const values = new Map<string, Json | undefined>([
      ...paths.map(([name, read]) => [name, read(event)] as const),
      ['aws.events.rule-arn', rule.ruleArn],
      ['aws.events.rule-name', rule.ruleName],
      ['aws.events.event.ingestion-time', event['time']],
      ['aws.events.event', event],
      ['aws.events.event.json', event],
    ]);
    return toJson(
      parts.map((part) => (part.kind === 'text' ? part.text : insert(values.get(part.name), part.isQuoted))).join(''),
    );
  };
};

const RESERVED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly isQuoted: boolean };

/** A variable in quotes becomes part of a string, elsewhere a value of its own. */
const partsOf = (template: string): readonly Part[] => {
  const parts: Part[] = [];
  let isQuoted = false;
  for (const token of template.match(/<[\w.-]+>|\\.|"|[^<"\\]+|[<\\]/gs) ?? []) {
    if (token === '"') isQuoted = !isQuoted;
    const isVariable = token.length > 2 && token.startsWith('<') && token.endsWith('>');
    parts.push(isVariable ? { kind: 'variable', name: token.slice(1, -1), isQuoted } : { kind: 'text', text: token });
  }
  return parts;
};

/** Escaped as JSON wants it: what an event says cannot add members to the message. */
const insert = (value: Json | undefined, isQuoted: boolean): string => {
  if (!isQuoted) return JSON.stringify(value ?? null);
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
};

/** A template that makes no JSON makes a text. */
const toJson = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
