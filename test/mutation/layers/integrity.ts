import type { Layer, Mutation } from '../mutation.ts';

/** Turns something off in one file, which one test must notice. */
const off = (control: string, file: string, find: string, replace: string, test: string): Mutation => ({
  control,
  how: { kind: 'source', file, find, replace },
  seenBy: [`test/${test}.test.ts`],
});

const repeats = 'handler/idempotency/answer-once';
const versions = 'handler/entity-tag/preconditions';
const quotas = 'handler/rate-limit/quota-answers';
const keepers = 'handler/principal/sealed';
const views = 'handler/views';
const accounts = 'lambdas/accounts/endpoints';

/** Requests that come twice, versions, quotas, and who may see and set what. */
export const integrity: Layer = {
  name: 'integrity',
  mutations: [
    off(
      'a handler says who sees to repetitions',
      'lib/handler/handle-with.ts',
      "if ((idempotency === 'none') === (repeats === undefined)) return;",
      'if (idempotency !== route) return;',
      repeats,
    ),
    off(
      'what fails is not done again while nobody knows what it changed',
      'lib/handler/idempotency/answer-once.ts',
      'if (changedNothing(call, error)) await',
      'await',
      repeats,
    ),
    off(
      'a key is of one caller',
      'lib/handler/idempotency/claim-of.ts',
      'digest([principal?.scheme, principal?.subject, endpoint.route, key])',
      'digest([principal?.scheme, endpoint.route, key])',
      repeats,
    ),
    off(
      'a key is of one request, its path and query among it',
      'lib/handler/idempotency/claim-of.ts',
      'digest([endpoint.route, path, query, body])',
      'digest([endpoint.route, path === query, body])',
      repeats,
    ),
    off(
      'one of many attempts at once is the first',
      'lambdas/idempotency/answers.ts',
      "'attribute_not_exists(id) OR expiresAt <= :now OR ' +",
      "'attribute_not_exists(id) OR expiresAt <= :now OR expiresAt > :now OR ' +",
      'lambdas/idempotency/answers',
    ),
    off(
      'an attempt that lost its claim keeps no answer',
      'lambdas/idempotency/answers.ts',
      "ConditionExpression: 'attempt = :attempt',",
      "ConditionExpression: 'attempt = :attempt OR attempt <> :attempt',",
      'lambdas/idempotency/answers',
    ),
    off(
      'a change names the version that it is meant for',
      'lib/handler/defence.ts',
      '  attachExpectedVersion,\n];',
      '];',
      versions,
    ),
    off(
      'any version is no version',
      'lib/handler/steps/attach-expected-version.ts',
      "if (tags === '*') throw standardProblem('precondition-required');",
      "if (field === undefined) throw standardProblem('precondition-required');",
      versions,
    ),
    off(
      'what shows its version is changed by nobody who does not check it',
      'lib/contract/api.ts',
      "if (!changing.has(method) || version === 'checked') return;",
      "if (changing.has(method) || version === 'checked') return;",
      'contract/versions',
    ),
    off(
      'of many who decided on one version one wins',
      'lambdas/accounts/give-name.ts',
      '#owner = :owner AND ${atVersion(expectedVersion)}',
      '#owner = :owner AND (${atVersion(expectedVersion)} OR #version <> :expected)',
      accounts,
    ),
    off(
      'a request too many is refused',
      'lib/handler/defence.ts',
      '  checkRateLimit,\n  attachHeaders,',
      '  attachHeaders,',
      quotas,
    ),
    off(
      'a wait that cannot be read is a refusal',
      'lib/handler/steps/check-rate-limit.ts',
      'if (retryAfter === undefined) return;',
      'if (!Number(retryAfter)) return;',
      quotas,
    ),
    off(
      'a bucket in use gives no more than it holds',
      'lambdas/rate-limit/take-token.ts',
      "condition: 'fullAtMicros > :now AND fullAtMicros <= :latest'",
      "condition: 'fullAtMicros > :now AND (fullAtMicros <= :latest OR fullAtMicros > :latest)'",
      'lambdas/rate-limit/take-token',
    ),
    off(
      'a day gives no more than its quota',
      'lambdas/rate-limit/take-token.ts',
      '(attribute_not_exists(#today) OR #today < :quota)',
      '(attribute_not_exists(#today) OR #today < :quota OR #today >= :quota)',
      'lambdas/rate-limit/take-token',
    ),
    off(
      'a bucket holds no more for having rested longer',
      'lib/handler/rate-limit/token-bucket.ts',
      'Math.max(fullAtMicros, nowMicros) + microsPerToken(plan)',
      '(fullAtMicros || nowMicros) + microsPerToken(plan)',
      'handler/rate-limit/token-bucket',
    ),
    off(
      'who may read may not write',
      'lib/handler/principal/sealed.ts',
      "given === 'write' || (given === 'read' && wanted === 'read')",
      'given !== undefined && wanted !== undefined',
      keepers,
    ),
    off(
      'who has signed out lets nobody in any more',
      'lambdas/accounts/share/contract.ts',
      "access: inLiveSession('bank/accounts.write')",
      "access: { ...inLiveSession('bank/accounts.write'), fresh: undefined as unknown as true }",
      accounts,
    ),
    off(
      'a change is not made of a version that it excludes',
      'lib/handler/steps/attach-expected-version.ts',
      'version === undefined || isHeld(call.headers.get(headers.ifNoneMatch), version)',
      'version === undefined',
      versions,
    ),
    off(
      'a right that is not named is the higher one',
      'lib/handler/principal/principal.ts',
      "right: Right = 'write'",
      "right: Right = 'read'",
      keepers,
    ),
    off(
      'a role is answered no more than its view',
      'lib/handler/check-response.ts',
      'const seen = view === undefined ? undefined :',
      'const seen = view !== undefined ? undefined :',
      views,
    ),
    off(
      'a role sets no more than its view',
      'lib/handler/input/request-validator.ts',
      "part === 'body' && view !== undefined ?",
      "part !== 'body' && view !== undefined ?",
      views,
    ),
    off(
      'a role without a view sees nothing',
      'lib/handler/steps/attach-view.ts',
      "if (call.view === undefined) throw standardProblem('permission-denied');",
      'call.view ??= endpoint.viewRoles[0];',
      views,
    ),
    off(
      'a reader of an account changes nothing',
      'lambdas/accounts/rename/handler.ts',
      'principal.open(await loadStanding(path.accountId, signal))',
      "principal.open(await loadStanding(path.accountId, signal), 'read')",
      accounts,
    ),
    off(
      'an account has no more readers than allowed',
      'lambdas/accounts/readers.ts',
      'size(#readers) < :most',
      '(size(#readers) < :most OR size(#readers) >= :most)',
      accounts,
    ),
  ],
};
