import assert from 'node:assert/strict';
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TokenRefused } from '../../../lib/handler/index.ts';
import { splitJws } from '../../../lib/handler/token/compact-jws.ts';
import { KeySet } from '../../../lib/handler/token/key-set.ts';
import { parseTokenHeader } from '../../../lib/handler/token/parse-token.ts';
import { isTokenAlgorithm, tokenAlgorithms } from '../../../lib/handler/token/token-algorithms.ts';

/** Project Wycheproof's vectors (Apache-2.0): test/vectors/wycheproof. */
interface Vectors {
  readonly testGroups: readonly {
    readonly public?: JsonWebKey | { readonly keys: readonly JsonWebKey[] };
    readonly private: JsonWebKey | { readonly keys: readonly JsonWebKey[] };
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly jws: string;
      readonly result: 'valid' | 'invalid' | 'acceptable';
    }[];
  }[];
}

const vectors = ['json_web_signature_test.json', 'json_web_key_test.json'].flatMap((name) => {
  const file = join(import.meta.dirname, '..', '..', 'vectors', 'wycheproof', name);
  // The files are what the project publishes.
  const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
  return testGroups.flatMap((group) => {
    const published = group.public ?? group.private;
    const keys = 'keys' in published && Array.isArray(published.keys) ? published.keys : [published];
    return group.tests.map((test) => ({ ...test, name: `${name} ${test.tcId}: ${test.comment}`, keys }));
  });
});
type Vector = (typeof vectors)[number];

/** Whether the product's own header rules, key rules and signature check take a token. */
async function isTaken({ jws, keys }: Vector): Promise<boolean> {
  const published = new KeySet({
    url: new URL('https://issuer.example/keys'),
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    fetchKeys: async () => ({ keys }),
    now: () => 0,
  });
  try {
    const { encodedHeader, signed, signature } = splitJws(jws);
    const { algorithm, keyId } = parseTokenHeader(encodedHeader);
    const key = await published.find(algorithm, keyId);
    return key !== undefined && tokenAlgorithms[algorithm].verify(signed, key, signature);
  } catch (error) {
    assert.ok(error instanceof TokenRefused, String(error));
    return false;
  }
}

/** Whether the signature check alone takes it: what has an algorithm of ours and a single key. */
function isSigned({ jws, keys }: Vector): boolean | undefined {
  const [header = ''] = jws.split('.');
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  const [key] = keys;
  if (!isTokenAlgorithm(alg) || key === undefined || keys.length > 1) return undefined;
  const { signed, signature } = splitJws(jws);
  return tokenAlgorithms[alg].verify(signed, createPublicKey({ key, format: 'jwk' }), signature);
}

describe('the JOSE vectors of Project Wycheproof', () => {
  it('are all there', () => assert.equal(vectors.length, 427));

  it('that are invalid are refused, every one', async () => {
    const invalid = vectors.filter(({ result }) => result === 'invalid');
    const taken: string[] = [];
    for (const vector of invalid) if (await isTaken(vector)) taken.push(vector.name);
    assert.deepEqual(taken, []);
    assert.ok(invalid.length > 300, `${invalid.length}`);
  });

  it('that are valid and of an algorithm of ours have a good signature', () => {
    const judged = vectors.filter(({ result }) => result === 'valid').map((vector) => [vector.name, isSigned(vector)]);
    const ours = judged.filter(([, verdict]) => verdict !== undefined);
    assert.deepEqual(
      ours.filter(([, verdict]) => verdict !== true),
      [],
    );
    assert.equal(ours.length, 17);
  });
});
