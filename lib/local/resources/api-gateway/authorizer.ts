import { RE2JS } from 're2js';
import * as z from 'zod';
import { type Authorizer, functionArnOf, type IdentitySource, shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';

const common = {
  RestApiId: z.string(),
  Name: z.string(),
  /** How the console and API definitions describe the authorizer. */
  AuthType: z.string().optional(),
  AuthorizerResultTtlInSeconds: z.int().min(0).max(3_600).default(300),
};

const expression = z
  .string()
  .optional()
  .transform((source) => (source === undefined ? undefined : toMatcher(source)));
const header = z.string().regex(/^method\.request\.header\.[^\s,]+$/);

const properties = z.discriminatedUnion('Type', [
  z.strictObject({
    ...common,
    Type: z.literal('COGNITO_USER_POOLS'),
    ProviderARNs: z.array(z.string()).min(1),
    IdentitySource: header,
    IdentityValidationExpression: expression,
  }),
  z.strictObject({
    ...common,
    Type: z.literal('TOKEN'),
    AuthorizerUri: z.string(),
    IdentitySource: header,
    IdentityValidationExpression: expression,
  }),
  z.strictObject({
    ...common,
    Type: z.literal('REQUEST'),
    AuthorizerUri: z.string(),
    IdentitySource: z.string().optional(),
  }),
]);

/** `Ref` is the authorizer's id. Roles for invoking the function (`AuthorizerCredentials`) are refused by name. */
export const authorizer = resourceType({
  type: 'AWS::ApiGateway::Authorizer',
  properties,
  enforcement: { kind: 'enforced' },
  declare({ path, uniqueSuffix, properties: given }, { gateway }) {
    const id = shortId(uniqueSuffix);
    gateway.declareAuthorizer(given.RestApiId, toAuthorizer(given, id, path));
    return { ref: id, attributes: { AuthorizerId: id } };
  },
});

function toAuthorizer(given: z.output<typeof properties>, id: string, path: string): Authorizer {
  const identitySources = (given.IdentitySource ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '')
    .map((source) => toIdentitySource(source, path));
  const [first] = identitySources;
  if (given.Type === 'COGNITO_USER_POOLS') {
    if (first === undefined) throw new Error(`${path}: needs an identity source`);
    return {
      kind: 'cognito',
      id,
      identitySource: first,
      userPoolArns: given.ProviderARNs,
      audience: given.IdentityValidationExpression,
    };
  }
  return {
    kind: given.Type === 'TOKEN' ? 'token' : 'request',
    id,
    functionArn: functionArnOf(given.AuthorizerUri, path),
    identitySources,
    cacheSeconds: given.AuthorizerResultTtlInSeconds,
    isWellFormed: given.Type === 'TOKEN' ? given.IdentityValidationExpression : undefined,
  };
}

const places = {
  'method.request.header.': 'header',
  'method.request.querystring.': 'querystring',
  'stageVariables.': 'stageVariable',
  'context.': 'context',
} as const satisfies Record<string, IdentitySource['place']>;

function toIdentitySource(source: string, path: string): IdentitySource {
  const place = Object.entries(places).find(([prefix]) => source.startsWith(prefix) && source.length > prefix.length);
  if (place === undefined) throw new Error(`${path}: '${source}' is no identity source`);
  return { place: place[1], name: source.slice(place[0].length) };
}

/** Linear in the length of what a client sends, whatever the expression. */
function toMatcher(source: string): (text: string) => boolean {
  const pattern = RE2JS.compile(source);
  return (text) => pattern.matches(text);
}
