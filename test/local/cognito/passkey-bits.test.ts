import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { AwsError } from '../../../lib/local/aws-service.ts';
import { judgeAssertion } from '../../../lib/local/cognito/passkeys/judge-passkey.ts';
import { Authenticator } from './authenticator.ts';

const terms = { relyingPartyId: 'bank.example', userVerification: 'preferred' } as const;
const parts = ['authData', 'clientDataJson', 'signature'] as const;

for (const [name, algorithm] of [
  ['ES256', -7],
  ['RS256', -257],
] as const) {
  test(`no bit that a passkey signed by ${name}, or of its signature, can be changed`, () => {
    const authenticator = new Authenticator('https://bank.example', name);
    const { response } = authenticator.get({ challenge: 'AAAA', rpId: 'bank.example' });
    const given = response as Readonly<Record<string, string>>;
    const bytesOf = (member: string) => Buffer.from(given[member] ?? '', 'base64url');
    const whole = {
      authData: bytesOf('authenticatorData'),
      clientDataJson: bytesOf('clientDataJSON'),
      signature: bytesOf('signature'),
    };
    const key = { algorithm, key: createPublicKey(authenticator.privateKey) };
    assert.ok(judgeAssertion(whole, key, terms));
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), fc.nat({ max: 7 }), (part, place, bit) => {
        const changed = Buffer.from(whole[part]);
        const at = place % changed.length;
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        assert.equal(
          judged(() => judgeAssertion({ ...whole, [part]: changed }, key, terms)),
          undefined,
        );
      }),
      { numRuns: 500 },
    );
  });
}

/** Refused by a word, or because the signature does not fit. */
function judged<Result>(judge: () => Result): Result | undefined {
  try {
    return judge();
  } catch (error) {
    assert.ok(error instanceof AwsError);
    return undefined;
  }
}
