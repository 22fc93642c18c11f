import type { LocalEnvironment } from '../environment.ts';

/** What is known of a request, by condition key in lower case. A key without values is absent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Condition keys that a service tells policies of a request, in lower case, each with all its values. */
export type RightContext = Readonly<Record<string, readonly string[]>>;

/** What IAM itself knows of a request; the rest is what the service says of it. */
export interface KnownOfRequest {
  readonly resource: string;
  /** Of the resource: `aws:ResourceTag/…`. */
  readonly resourceTags: Readonly<Record<string, string>>;
  readonly principal:
    | {
        readonly kind: 'role';
        readonly roleArn: string;
        readonly tags: Readonly<Record<string, string>>;
        readonly functionArn: string | undefined;
      }
    | { readonly kind: 'service'; readonly name: string; readonly sourceArn: string | undefined };
  readonly service: RightContext;
}

/** All requests come over HTTPS, from this machine. */
const LOOPBACK = '127.0.0.1';

/** AWS IAM User Guide, "AWS global condition context keys". */
export const toRequestContext = (
  { resource, resourceTags, principal, service }: KnownOfRequest,
  { accountId, region }: Pick<LocalEnvironment, 'accountId' | 'region'>,
  nowMillis: number,
): RequestContext => {
  const now = new Date(nowMillis);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['aws:requestedregion', region],
    ['aws:securetransport', 'true'],
    ['aws:currenttime', now.toISOString()],
    ['aws:epochtime', String(Math.floor(nowMillis / 1_000))],
    ['aws:resourceaccount', resource.split(':')[4] || accountId],
    ['aws:viaawsservice', 'false'],
    ...tagRows('aws:resourcetag', resourceTags),
    ...(principal.kind === 'role' ? roleRows(principal, accountId) : serviceRows(principal, accountId)),
  ];
  const known = rows.flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]] as const]));
  // What the service says of a request wins: it knows, for one, the tags that were set after the start.
  return new Map([...known, ...Object.entries(service)].filter(([, values]) => values.length > 0));
};

type Rows = readonly (readonly [string, string | undefined])[];

const roleRows = (
  { roleArn, tags, functionArn }: Extract<KnownOfRequest['principal'], { readonly kind: 'role' }>,
  accountId: string,
): Rows => [
  ['aws:principalarn', roleArn],
  ['aws:principalaccount', accountId],
  ['aws:principaltype', 'AssumedRole'],
  ['aws:principalisawsservice', 'false'],
  ['aws:sourceip', functionArn === undefined ? undefined : LOOPBACK],
  ['lambda:sourcefunctionarn', functionArn],
  ...tagRows('aws:principaltag', tags),
];

const serviceRows = (
  { name, sourceArn }: Extract<KnownOfRequest['principal'], { readonly kind: 'service' }>,
  accountId: string,
): Rows => [
  ['aws:principalisawsservice', 'true'],
  ['aws:principalservicename', name],
  ['aws:sourcearn', sourceArn],
  ['aws:sourceaccount', accountId],
];

const tagRows = (prefix: string, tags: Readonly<Record<string, string>>): Rows =>
  Object.entries(tags).map(([key, value]) => [`${prefix}/${key.toLowerCase()}`, value]);
