import { inRoom, type Layer } from '../mutation.ts';

const inConstruct = inRoom('constructs');
const inHandler = inRoom('handler');

export const limitsAndRights: Layer = {
  name: 'limits and rights',
  mutations: [
    inConstruct(
      'who may touch some attributes is answered no others',
      'kept-table.ts',
      "      StringEqualsIfExists: { 'dynamodb:ReturnValues': [...answered[action], ...more] },\n",
      '',
      'touched-attributes',
    ),
    inConstruct(
      'who writes an item does not read the one before',
      'kept-table.ts',
      "'dynamodb:PutItem': ['NONE']",
      "'dynamodb:PutItem': ['NONE', 'ALL_OLD']",
      'touched-attributes',
    ),
    inHandler(
      'at midnight no number of messages begins anew',
      'one-time-code/place-send.ts',
      'return first === undefined ? 0 : first + seconds - at;',
      'return first === undefined || (seconds === daySeconds && at % daySeconds < first % daySeconds) ? 0 : first + seconds - at;',
      'one-time-code/place-send',
    ),
    inHandler(
      'a scope is not made of the parts of another one',
      'principal/to-principal.ts',
      ".split(' ')",
      '.split(/[ ,]/)',
      'callers',
    ),
    {
      control: 'of those who take the last place of a destination at once, one gets it',
      how: {
        kind: 'source',
        file: 'lambdas/otp/take-send.ts',
        find: "    ConditionExpression: seen === undefined ? 'attribute_not_exists(sentAt)' : 'sentAt = :seen',\n",
        replace:
          "    ConditionExpression: seen === undefined ? 'attribute_exists(id) OR attribute_not_exists(id)' : 'size(sentAt) >= size(:seen)',\n",
      },
      seenBy: ['test/lambdas/otp/endpoints.test.ts'],
    },
    {
      control: 'an answer that is too long to be kept does not let its request be done twice',
      how: {
        kind: 'source',
        file: 'lambdas/idempotency/answers.ts',
        find: 'Buffer.byteLength(answer) <= longestAnswerBytes ? answer : answered',
        replace: 'answer',
      },
      seenBy: ['test/lambdas/idempotency/answers.test.ts'],
    },
    inHandler(
      'a key that the scanner withdrew is forgotten',
      'leak-report/scanner-key-ring.ts',
      'kept !== undefined && now < kept.until ? kept.keys',
      'kept !== undefined ? kept.keys',
      'leak-report/scanner-key-ring',
    ),
    inHandler(
      'strangers do not make the bank ask the scanner',
      'leak-report/scanner-key-ring.ts',
      'now < askAgainAt',
      'now < Number.NEGATIVE_INFINITY',
      'leak-report/scanner-key-ring',
    ),
    {
      control: 'the documentation says how a signed answer is verified',
      how: {
        kind: 'source',
        file: 'lib/contract/convert/open-api.ts',
        find: 'endpoint.signedResponse ? signedResponse : undefined',
        replace: 'undefined',
      },
      seenBy: ['test/contract/convert/open-api.test.ts'],
    },
    inConstruct(
      'who tells the public key of the answers signs none',
      'response-signing-key.ts',
      "actions: ['kms:GetPublicKey']",
      "actions: ['kms:GetPublicKey', 'kms:Sign']",
      'credential-table',
    ),
    {
      control: 'a key that cannot sign answers is not published as the one that does',
      how: {
        kind: 'source',
        file: 'lambdas/response-keys/load-response-key.ts',
        find: "kty !== 'EC' || crv !== 'P-256' || ",
        replace: '',
      },
      seenBy: ['test/lambdas/response-keys/list.test.ts'],
    },
    {
      control: 'the key of the answers is published under the name that they give it',
      how: {
        kind: 'source',
        file: 'lambdas/response-keys/load-response-key.ts',
        find: 'kid: responseSigner.keyId()',
        replace: "kid: 'answers'",
      },
      seenBy: ['test/lambdas/response-keys/list.test.ts'],
    },
    inHandler(
      'what is hashed from now on is hashed by the newest pepper',
      'pepper/peppers.ts',
      'b.version - a.version',
      'a.version - b.version',
      'pepper/peppers',
    ),
    inHandler(
      'a pepper that was removed ends what it hashed',
      'pepper/pepper-ring.ts',
      '    kept = { peppers, loadedAt };\n',
      '    kept = { peppers: kept?.peppers ?? peppers, loadedAt };\n',
      'pepper/peppers',
    ),
    {
      control: 'a key goes on under the pepper that hashed it',
      how: {
        kind: 'source',
        file: 'lib/handler/api-key/stored-hash.ts',
        find: 'peppers.keyOf(stored.pepperVersion ?? firstVersion)',
        replace: 'peppers.newest.key',
      },
      seenBy: ['test/lambdas/api-keys/pepper-rotation.test.ts'],
    },
    {
      control: 'one caller does not use up what everybody may ask of one-time passwords',
      how: {
        kind: 'source',
        file: 'lambdas/otp/request/contract.ts',
        find: 'burst: 200',
        replace: 'burst: 20',
      },
      seenBy: ['test/lambdas/otp/throttle.test.ts'],
    },
  ],
};
