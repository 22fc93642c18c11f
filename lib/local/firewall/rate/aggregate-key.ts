import * as z from 'zod';
import { compileComponent, transformationSteps } from '../engine/component.ts';
import { type ForwardedIpConfig, truthWithout } from '../engine/forwarded-ip.ts';
import { firstAddress } from '../engine/inspected-address.ts';
import type { Inspection } from '../engine/inspection.ts';
import type { IpAddress } from '../engine/ip-address.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import type { CompileContext } from '../engine/statement.ts';
import { type Truth, truthOf } from '../engine/truth.ts';

const transformed = { TextTransformations: transformationSteps };
const named = z.strictObject({ Name: z.string().min(1).max(64), ...transformed });
const nothing = z.strictObject({});
const fingerprint = z.strictObject({ FallbackBehavior: z.enum(['MATCH', 'NO_MATCH']) });

export const customKeyProperties = z
  .strictObject({
    Header: named.optional(),
    Cookie: named.optional(),
    QueryArgument: named.optional(),
    QueryString: z.strictObject(transformed).optional(),
    UriPath: z.strictObject(transformed).optional(),
    HTTPMethod: nothing.optional(),
    IP: nothing.optional(),
    ForwardedIP: nothing.optional(),
    ASN: nothing.optional(),
    JA3Fingerprint: fingerprint.optional(),
    JA4Fingerprint: fingerprint.optional(),
    LabelNamespace: z.strictObject({ Namespace: z.string().regex(/^[0-9A-Za-z_:-]+:$/) }).optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one key');

type CustomKey = z.infer<typeof customKeyProperties>;

/** The instance of a rate-based rule that a request counts to, or the answer of the rule where there is none. */
export type RateInstance = { readonly key: string } | Truth;

export interface AggregateKey {
  readonly of: (inspection: Inspection) => RateInstance;
  readonly capacity: number;
}

export interface Aggregation {
  readonly AggregateKeyType: 'IP' | 'FORWARDED_IP' | 'CONSTANT' | 'CUSTOM_KEYS';
  readonly ForwardedIPConfig?: ForwardedIpConfig | undefined;
  readonly CustomKeys?: readonly CustomKey[] | undefined;
}

/** @throws FirewallRefusal when the type of the key and its configuration do not fit each other */
export function compileAggregateKey(aggregation: Aggregation, context: CompileContext): AggregateKey {
  const { AggregateKeyType, ForwardedIPConfig, CustomKeys = [] } = aggregation;
  const isForwarded = AggregateKeyType === 'FORWARDED_IP' || CustomKeys.some((key) => key.ForwardedIP !== undefined);
  const mayBeForwarded = isForwarded || CustomKeys.some((key) => key.ASN !== undefined);
  if (ForwardedIPConfig === undefined ? isForwarded : !mayBeForwarded) {
    throw new FirewallRefusal(joinPath(context.path, 'ForwardedIPConfig'), 'goes with forwarded addresses, always');
  }
  if ((AggregateKeyType === 'CUSTOM_KEYS') !== CustomKeys.length > 0) {
    throw new FirewallRefusal(joinPath(context.path, 'CustomKeys'), 'go with CUSTOM_KEYS, always');
  }
  if (CustomKeys.length === 1 && CustomKeys.some(({ IP, ForwardedIP }) => (IP ?? ForwardedIP) !== undefined)) {
    throw new FirewallRefusal(joinPath(context.path, 'CustomKeys'), 'must name another key beside the address');
  }
  const kinds = CustomKeys.flatMap((key) => Object.keys(key));
  const twice = onceOnly.find((kind) => kinds.indexOf(kind) !== kinds.lastIndexOf(kind));
  if (twice !== undefined) {
    throw new FirewallRefusal(joinPath(context.path, 'CustomKeys'), `may name ${twice} once only`);
  }
  if (AggregateKeyType === 'CONSTANT') return { of: () => ({ key: '' }), capacity: 0 };
  if (AggregateKeyType === 'IP') return { of: addressKey(undefined), capacity: 0 };
  if (AggregateKeyType === 'FORWARDED_IP') return { of: addressKey(ForwardedIPConfig), capacity: 0 };
  const parts = CustomKeys.map((key, index) =>
    compilePart(key, ForwardedIPConfig, { ...context, path: joinPath(context.path, 'CustomKeys', index) }),
  );
  return { of: (inspection) => joinParts(parts, inspection), capacity: 30 * parts.length };
}

/** Kinds of which a request has one. */
const onceOnly = [
  'QueryString',
  'UriPath',
  'HTTPMethod',
  'IP',
  'ForwardedIP',
  'ASN',
  'JA3Fingerprint',
  'JA4Fingerprint',
];

type KeyPart = (inspection: Inspection) => RateInstance;

/** A request that lacks a part counts to no instance. The parts are kept apart, whatever bytes they hold. */
function joinParts(parts: readonly KeyPart[], inspection: Inspection): RateInstance {
  const keys: string[] = [];
  for (const part of parts) {
    const instance = part(inspection);
    if (typeof instance === 'string') return instance;
    keys.push(instance.key);
  }
  return { key: JSON.stringify(keys) };
}

function compilePart(key: CustomKey, forwarded: Aggregation['ForwardedIPConfig'], context: CompileContext): KeyPart {
  if (key.IP !== undefined) return addressKey(undefined);
  if (key.ForwardedIP !== undefined) return addressKey(forwarded);
  if (key.ASN !== undefined) return addressKey(forwarded, (it) => String(context.addressBook.originOf(it).asn));
  // No request to a regional API has one: its fallback decides always.
  const absent = key.JA3Fingerprint ?? key.JA4Fingerprint;
  if (absent !== undefined) return () => truthOf(absent.FallbackBehavior === 'MATCH');
  if (key.HTTPMethod !== undefined) return ({ request }) => ({ key: request.method });
  if (key.LabelNamespace !== undefined) return labelsIn(key.LabelNamespace.Namespace, context.labelPrefix);
  const { field, TextTransformations } = componentOf(key);
  const component = compileComponent({ FieldToMatch: field, TextTransformations }, context);
  return (inspection) => {
    const reading = component.valuesIn(inspection);
    if (reading === 'not-applicable') return reading;
    return typeof reading === 'string' || reading.all.length === 0 ? 'no-match' : { key: reading.run };
  };
}

function componentOf({ Header, Cookie, QueryArgument, QueryString, UriPath }: CustomKey) {
  const cookie = (name: string) => ({
    MatchPattern: { IncludedCookies: [name] },
    MatchScope: 'VALUE',
    OversizeHandling: 'CONTINUE',
  });
  if (Header !== undefined) return { ...Header, field: { SingleHeader: { Name: Header.Name } } };
  if (Cookie !== undefined) return { ...Cookie, field: { Cookies: cookie(Cookie.Name) } };
  if (QueryArgument !== undefined)
    return { ...QueryArgument, field: { SingleQueryArgument: { Name: QueryArgument.Name } } };
  if (QueryString !== undefined) return { ...QueryString, field: { QueryString: {} } };
  return { TextTransformations: [], ...UriPath, field: { UriPath: {} } };
}

const wholeAddress = ({ bits, value }: IpAddress): string => `${bits}/${value.toString(16)}`;

/** Where the fallback is to match, requests whose header holds no address are an instance together. */
const addressKey =
  (config: Aggregation['ForwardedIPConfig'], keyOf = wholeAddress): KeyPart =>
  (inspection) => {
    const address = firstAddress(inspection, config);
    if (typeof address !== 'string') return { key: keyOf(address) };
    const truth = truthWithout(address, config ?? { FallbackBehavior: 'NO_MATCH' });
    return truth === 'match' ? { key: 'malformed' } : truth;
  };

const labelsIn =
  (namespace: string, prefix: string): KeyPart =>
  ({ labels }) => {
    const beginning = namespace.startsWith('awswaf:') ? namespace : `${prefix}${namespace}`;
    const found = labels.filter((label) => label.startsWith(beginning));
    return found.length === 0 ? 'no-match' : { key: found.join('\n') };
  };
