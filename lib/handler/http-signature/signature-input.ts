import { type InnerList, isInnerList, type Parameters, parseDictionary, serializeInnerList } from 'structured-headers';
import type { Component } from './signature-components.ts';

/** One signature of a message: what it covers, its parameters and its bytes. */
export interface GivenSignature {
  readonly components: readonly Component[];
  /** Value of `@signature-params`, in the one form that both sides sign. */
  readonly parametersText: string;
  readonly tag: string | undefined;
  readonly keyId: string | undefined;
  readonly algorithm: string | undefined;
  readonly nonce: string | undefined;
  /** Seconds since 1970. */
  readonly created: number | undefined;
  readonly expires: number | undefined;
  readonly signature: Buffer;
}

const parameterTypes: ReadonlyMap<string, 'string' | 'number'> = new Map([
  ['tag', 'string'],
  ['keyid', 'string'],
  ['alg', 'string'],
  ['nonce', 'string'],
  ['created', 'number'],
  ['expires', 'number'],
]);

/**
 * The signatures of the two headers (RFC 9421 §4).
 *
 * @returns undefined when a header is malformed, a label has no partner, or a signature has a parameter that is not known
 */
export function parseSignatures(signatureInput: string, signature: string): readonly GivenSignature[] | undefined {
  const inputs = parse(signatureInput);
  const signatures = parse(signature);
  if (inputs === undefined || signatures === undefined || inputs.size !== signatures.size) return undefined;
  const given = [...inputs].map(([label, input]) => {
    const [bytes] = signatures.get(label) ?? [];
    return isInnerList(input) && bytes instanceof ArrayBuffer ? toSignature(input, Buffer.from(bytes)) : undefined;
  });
  return given.includes(undefined) ? undefined : given.filter((each) => each !== undefined);
}

function toSignature(input: InnerList, signature: Buffer): GivenSignature | undefined {
  const [items, parameters] = input;
  const components = items.flatMap(([name, own]) => (typeof name === 'string' ? [{ name, parameters: own }] : []));
  if (components.length !== items.length || !areKnown(parameters)) return undefined;
  const text = (name: string) => parameters.get(name) as string | undefined; // areKnown() has looked
  const number = (name: string) => parameters.get(name) as number | undefined; // areKnown() has looked
  return {
    components,
    parametersText: serializeInnerList(input),
    tag: text('tag'),
    keyId: text('keyid'),
    algorithm: text('alg'),
    nonce: text('nonce'),
    created: number('created'),
    expires: number('expires'),
    signature,
  };
}

const areKnown = (parameters: Parameters): boolean =>
  [...parameters].every(([name, value]) => typeof value === parameterTypes.get(name));

function parse(header: string) {
  try {
    return parseDictionary(header);
  } catch {
    return undefined;
  }
}
