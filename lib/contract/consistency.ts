import type { Assurance, SchemeAccess } from './access.ts';
import { assertClosed } from './closed-schemas.ts';
import { ContractError } from './contract-error.ts';
import type { EndpointDeclaration } from './declaration.ts';
import { signedHeaders } from './names.ts';
import { standardProblems } from './standard-problems.ts';
import { viewOf } from './views.ts';
import { schemesOf, usesScheme, type WayIn, waysIn } from './ways-in.ts';

interface Rule {
  readonly message: string;
  readonly broken: (declaration: EndpointDeclaration) => boolean;
}

const method = (declaration: EndpointDeclaration) => declaration.route.split(' ')[0];
const path = (declaration: EndpointDeclaration) => declaration.route.split(' ')[1] ?? '';
const parameters = (declaration: EndpointDeclaration) =>
  [...path(declaration).matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
const isAssurance = (assurance: Assurance | undefined) =>
  assurance === undefined ||
  ((assurance.acrValues !== undefined || assurance.maxAgeSeconds !== undefined) &&
    assurance.acrValues?.length !== 0 &&
    (assurance.acrValues ?? []).every((acr) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(acr)) &&
    isPositiveInteger(assurance.maxAgeSeconds));
/** Where the credentials of a scheme stand. */
const placeOf = ({ kind }: SchemeAccess) => (['bearer', 'basic', 'digest'].includes(kind) ? 'authorization' : kind);
const holds = (way: WayIn, other: WayIn) =>
  other.schemes.every(({ kind }) => way.schemes.some((scheme) => scheme.kind === kind));
const keys = (schema: { readonly shape: object } | undefined) => Object.keys(schema?.shape ?? {});
const takesIdempotencyKey = ({ idempotency = 'none' }: EndpointDeclaration) => idempotency !== 'none';
const statusesWithBody = ({ responses }: EndpointDeclaration) =>
  Object.keys(responses).filter((status) => responses[Number(status)] !== null);
const isPositive = (value: number | undefined) => value === undefined || (value > 0 && Number.isFinite(value));
const isPositiveInteger = (value: number | undefined) =>
  value === undefined || (value > 0 && Number.isSafeInteger(value));

/** One contradiction, one row. */
const rules: readonly Rule[] = [
  {
    message: "a route is a method, one space and a path: 'GET /accounts/{accountId}'",
    broken: (it) =>
      !/^(GET|POST|PUT|PATCH|DELETE) \/(?:$|(?:[a-z0-9._-]+|\{[a-zA-Z]\w*\})(?:\/(?:[a-z0-9._-]+|\{[a-zA-Z]\w*\}))*$)/.test(
        it.route,
      ),
  },
  {
    message: 'a path parameter appears twice',
    broken: (it) => new Set(parameters(it)).size !== parameters(it).length,
  },
  {
    message: 'every path parameter needs a schema in request.path, and every schema there a parameter',
    broken: (it) => parameters(it).sort().join() !== keys(it.request?.path).sort().join(),
  },
  {
    message: 'GET and DELETE have no body',
    broken: (it) => ['GET', 'DELETE'].includes(method(it) ?? '') && it.request?.body !== undefined,
  },
  {
    message: "GET only reads: its effect is 'reads'",
    broken: (it) => method(it) === 'GET' && it.effect !== 'reads',
  },
  {
    message: 'public access needs a reason of at least 10 characters in `because`',
    broken: (it) => it.access.kind === 'public' && !(it.access.because.trim().length >= 10),
  },
  {
    message: 'access that is not public needs at least one scope, and no scope may be empty or hold a space',
    broken: (it) =>
      schemesOf(it.access).some(
        ({ scopes }) => scopes.length === 0 || scopes.some((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)),
      ),
  },
  {
    message: 'anyOf and allOf join at least two',
    broken: ({ access }) =>
      (access.kind === 'anyOf' && access.any.length < 2) || (access.kind === 'allOf' && access.all.length < 2),
  },
  {
    message: 'schemes that are needed at once stand in different headers: of bearer, basic and digest one is possible',
    broken: (it) => waysIn(it.access).some((way) => new Set(way.schemes.map(placeOf)).size !== way.schemes.length),
  },
  {
    message: 'no way in contains another: the one with more schemes would never be needed',
    broken: (it) =>
      waysIn(it.access).some((way, index, all) => all.some((other, at) => at !== index && holds(way, other))),
  },
  {
    message: 'of the tokens of one endpoint the same is demanded, whichever way in they are part of',
    broken: (it) => {
      const tokens = schemesOf(it.access).filter(({ kind }) => kind === 'bearer');
      return new Set(tokens.map(({ scopes, ...demands }) => JSON.stringify(demands))).size > 1;
    },
  },
  {
    message: 'of the certificates of one endpoint the same is demanded, whichever way in they are part of',
    broken: (it) => {
      const certificates = schemesOf(it.access).filter((scheme) => scheme.kind === 'clientCertificate');
      return new Set(certificates.map(({ pinned }) => pinned)).size > 1;
    },
  },
  {
    message: 'an assurance names acr values, without spaces or quotes, or a positive whole maxAgeSeconds, or both',
    broken: (it) => schemesOf(it.access).some((scheme) => scheme.kind === 'bearer' && !isAssurance(scheme.assurance)),
  },
  {
    message: 'an endpoint that is not public needs a permission, a public one has none',
    broken: (it) => (it.access.kind === 'public') === (it.permission !== undefined),
  },
  {
    message: "a permission is two words joined by a colon: 'transfers:create'",
    broken: (it) => it.permission !== undefined && !/^[a-z][a-z-]*:[a-z][a-z-]*$/.test(it.permission),
  },
  {
    message: 'header names are written in lower case',
    broken: (it) => keys(it.request?.headers).some((name) => name !== name.toLowerCase()),
  },
  {
    message: 'credentials are no headers of the request: declare them with `access`',
    broken: (it) =>
      keys(it.request?.headers).some((name) =>
        ['authorization', 'x-api-key', 'cookie', 'dpop', 'signature', 'signature-input'].includes(name),
      ),
  },
  {
    message:
      'an endpoint that takes signatures declares no headers but those which signatures cover, see `signedHeaders`',
    broken: (it) =>
      usesScheme(it.access, 'signature') && keys(it.request?.headers).some((name) => !signedHeaders.includes(name)),
  },
  {
    message: 'an endpoint that only reads needs no idempotency key',
    broken: (it) => takesIdempotencyKey(it) && it.effect === 'reads',
  },
  {
    message: 'an idempotency key is of one caller: a public endpoint takes none',
    broken: (it) => takesIdempotencyKey(it) && it.access.kind === 'public',
  },
  {
    message: "what changes a version checks it: PUT, PATCH and DELETE take `version: 'checked'`, GET and POST 'shown'",
    broken: (it) =>
      it.version !== undefined &&
      it.version !== 'none' &&
      (it.version === 'checked') !== ['PUT', 'PATCH', 'DELETE'].includes(method(it) ?? ''),
  },
  {
    message: 'at least one response between 200 and 299 must be declared',
    broken: (it) => !Object.keys(it.responses).some((status) => /^2\d\d$/.test(status)),
  },
  {
    message: 'responses are successes, 200 to 299: an error is declared with `problems`',
    broken: (it) => Object.keys(it.responses).some((status) => !/^2\d\d$/.test(status)),
  },
  {
    message: 'a problem code is lower-case words joined by hyphens, with a status between 400 and 599',
    broken: (it) =>
      Object.entries(it.problems ?? {}).some(
        ([code, { status }]) => !/^[a-z]+(-[a-z]+)*$/.test(code) || !(status >= 400 && status <= 599),
      ),
  },
  {
    message: 'a problem of its own has the code of a standard one',
    broken: (it) => Object.keys(it.problems ?? {}).some((code) => Object.hasOwn(standardProblems, code)),
  },
  {
    message: 'limits are positive and finite; burst, bodyBytes and timeoutMillis are integers',
    broken: ({ limits }) =>
      !(
        isPositive(limits?.ratePerSecond) &&
        isPositiveInteger(limits?.burst) &&
        isPositiveInteger(limits?.bodyBytes) &&
        isPositiveInteger(limits?.timeoutMillis)
      ),
  },
  {
    message: 'timeoutMillis is at most 28000: API Gateway gives up after 29 seconds',
    broken: ({ limits }) => !((limits?.timeoutMillis ?? 1) <= 28_000),
  },
  {
    message:
      'a view of the body needs a body, and a view of the answers has one for each response with a body, no others',
    broken: (it) =>
      Object.values(it.views ?? {}).some((view) => {
        const { body, responses } = viewOf(view);
        if (body !== undefined && it.request?.body === undefined) return true;
        return responses !== undefined && Object.keys(responses).join() !== statusesWithBody(it).join();
      }),
  },
  {
    message: 'what everybody may call looks the same to everybody: a public endpoint has no views',
    broken: (it) => it.access.kind === 'public' && Object.keys(it.views ?? {}).length > 0,
  },
  {
    message: "`bodyRefusedBy: 'gateway'` needs a body",
    broken: (it) => it.bodyRefusedBy === 'gateway' && it.request?.body === undefined,
  },
];

/** @throws ContractError for the first rule that the declaration breaks. */
export function assertConsistent(declaration: EndpointDeclaration): void {
  for (const { message, broken } of rules) {
    if (broken(declaration)) throw new ContractError(declaration.route, message);
  }
  assertClosed(declaration);
}
