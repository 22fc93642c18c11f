import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { runAccessCommand } from '../../lib/local/index.ts';
import { apiKeyClients } from '../clients/api-key.ts';
import { type BankWithIssuer, startBankWithIssuer } from '../clients/bank-with-issuer.ts';
import { basicClients } from '../clients/basic.ts';
import { digestClients } from '../clients/digest.ts';
import { dpopClients } from '../clients/dpop.ts';
import type { SchemeClients } from '../clients/scheme-clients.ts';
import { signatureClients } from '../clients/signature.ts';
import { answerChallenge, askForCode } from './approve.ts';
import { askEveryDoor } from './ask-every-door.ts';
import type { RunningBank } from './running-bank.ts';

const report = z.looseObject({
  functions: z.array(
    z.looseObject({ path: z.string().optional(), statements: z.array(z.looseObject({ unused: z.array(z.string()) })) }),
  ),
});

/** What no door needs, and some requests do: a key for a repetition, a proof for a transfer, and a payee. */
async function approveMore(bank: RunningBank): Promise<void> {
  const headers = { 'idempotency-key': randomUUID() };
  const opened = { method: 'POST', headers, body: { name: 'Once', currency: 'EUR' } };
  assert.equal((await bank.as('alice', '/accounts', opened)).status, 201);
  const [from = ''] = bank.demo.users.alice.accounts;
  const [to = ''] = bank.demo.users.bob.accounts;
  const pay = (amount: number, more: object = {}) =>
    bank.as('alice', '/transfers', {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID(), ...more },
      body: { from, to, amount, currency: 'EUR' },
    });
  assert.equal((await pay(1)).status, 201);
  const transaction = { from, to, amount: 100_001, currency: 'EUR' };
  const { challengeId, code } = await askForCode(bank, 'alice', { purpose: 'transfer', transaction });
  const verified = await answerChallenge(bank, 'alice', challengeId, code);
  const { proof } = z.looseObject({ proof: z.string() }).parse(verified.json);
  await pay(100_001, { 'one-time-proof': proof });
}

/** Rights for what does not happen while everything goes well, and for what needs more than this machine has. */
const neverUsedHere: readonly RegExp[] = [
  // The scanner's keys are on the internet.
  /^post-secret-scanning-alerts /,
  // Nobody of the demonstration has a telephone.
  /^post-otp-challenges sns:Publish$/,
  // An answer is forgotten when its handler failed; why a transaction failed is looked up afterwards.
  /^post-accounts dynamodb:DeleteItem$/,
  /^post-payees dynamodb:GetItem$/,
  /^post-transfers dynamodb:GetItem$/,
];

/** Rights that the record of the run does not know in use, but for those with a reason. */
async function neverUsed({ runtime }: RunningBank): Promise<readonly string[]> {
  const printed: string[] = [];
  await runAccessCommand(['--json', '--state', runtime?.stateFolder ?? ''], (text) => void printed.push(text));
  const unused = report
    .parse(JSON.parse(printed.join('')))
    .functions.flatMap(({ path, statements }) =>
      statements.flatMap((statement) => statement.unused.map((right) => [path, right] as const)),
    );
  // Resources are those of the actions.
  const actions = unused.filter(([, right]) => /^[a-z0-9-]+:[A-Z]\w+$/.test(right));
  const told = actions.map(([path, right]) => `${path?.replace(/^BankApi\/Api\/Handler-|\/Function$/g, '')} ${right}`);
  return [...new Set(told)].filter((each) => !neverUsedHere.some((reason) => reason.test(each)));
}

describe('a right of a function of the bank', () => {
  let running: BankWithIssuer;
  before(async () => {
    running = await startBankWithIssuer();
  });
  after(() => running.close());

  it('is used, once every door was gone through in every way', async () => {
    const { bank, issuer } = running;
    for (const [route, status] of await askEveryDoor(bank)) assert.ok(status < 300, `${route}: ${status}`);
    await approveMore(bank);
    const visit = async <Facts>({ prepare, visits }: SchemeClients<Facts>) => {
      const facts = await prepare(bank);
      for (const each of visits) await each.visit(facts);
    };
    await visit(apiKeyClients);
    await visit(basicClients);
    await visit(digestClients);
    await visit(signatureClients);
    await visit(dpopClients(() => issuer));
    // The record is written a moment after what it tells of.
    let left = await neverUsed(bank);
    for (let look = 0; look < 20 && left.length > 0; look += 1) {
      await setTimeout(250);
      left = await neverUsed(bank);
    }
    assert.deepEqual(left, []);
  });
});
