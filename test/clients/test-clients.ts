import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { assertProblem } from '../http/assert-problem.ts';
import { bankForTests, type RunningBank } from '../http/running-bank.ts';
import { type SchemeClients, unauthenticated } from './scheme-clients.ts';

/**
 * The table of a scheme as tests, one a row, against a bank of their own.
 *
 * @param bank @default one like that of the other tests
 */
export function testClients<Facts>(
  { name, prepare, visits, attacks }: SchemeClients<Facts>,
  bank: () => RunningBank = bankForTests(),
): void {
  describe(name, () => {
    let facts: Facts;
    // Within the suite: hooks of the file itself do not wait for one another.
    before(async () => {
      facts = await prepare(bank());
    });
    for (const { name: client, visit } of visits) it(`lets in ${client}`, () => visit(facts));
    for (const { name: attack, request, expected = unauthenticated } of attacks) {
      it(`refuses ${attack}`, async () => {
        const answer = await request(facts);
        assertProblem(answer, expected.status, expected.code);
        const challenge = String(answer.headers['www-authenticate'] ?? '');
        if (expected.status === 401) assert.notEqual(challenge, '');
        assert.match(challenge, expected.challenge ?? /(?:)/);
      });
    }
    it('is attacked in at least twelve ways', () => assert.ok(attacks.length >= 12));
  });
}
