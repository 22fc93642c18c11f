import assert from 'node:assert/strict';
import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { GetItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { parseProof } from '../../../lib/handler/one-time-code/proof.ts';
import { call, loadHandler, signedIn } from '../support.ts';
import { codeIn, serveApprovals } from './serve-approvals.ts';

const bank = await serveApprovals();
after(() => bank.close());

const handlers = {
  request: await loadHandler('otp/request', 'customer'),
  verify: await loadHandler('otp/verify', 'customer'),
};
const asCustomer = (sub: string) => signedIn(sub, 'customer', 'bank/one-time-codes.write');
const account = (end: string) => `acc_${end.padStart(26, '0')}`;
const transaction = { from: account('1'), to: account('2'), amount: 123_456, currency: 'EUR' };
const wish = { purpose: 'transfer', transaction, channel: 'email' };

const request = (sub: string, body: object = wish) =>
  call(handlers.request, 'POST /otp/challenges', { ...asCustomer(sub), body: JSON.stringify(body) });
const verify = (sub: string, challengeId: string, code: string) =>
  call(handlers.verify, 'POST /otp/challenges/{challengeId}/verify', {
    ...asCustomer(sub),
    pathParameters: { challengeId },
    body: JSON.stringify({ code }),
  });

// Its clients, too, are led by the variables that serveApprovals sets.
const { takeSend } = await import('../../../lambdas/otp/take-send.ts');
const { challengeStore } = await import('../../../lambdas/otp/challenge-store.ts');
const pepper = createSecretKey(Buffer.alloc(32, 1));
const { signal } = new AbortController();
/** Nobody wrote to this address before; the day is a far one, at its beginning. */
const destination = () => ({ email: `${randomUUID()}@example.com`, from: Date.UTC(2031, 0, 1) / 1_000 });

let people = 0;
/** A customer who can be reached. */
async function customer(attributes: Readonly<Record<string, string>> = {}) {
  people += 1;
  const name = `customer${people}`;
  const email = `${name}@example.com`;
  const phone = `+4179000${String(people).padStart(4, '0')}`;
  const reached = { email, email_verified: 'true', phone_number: phone, phone_number_verified: 'true' };
  return { name, email, phone, sub: await bank.user(name, { ...reached, ...attributes }) };
}
/** A challenge that is open, and its code. */
async function challenged() {
  const { sub, email } = await customer();
  const { status, body } = await request(sub);
  assert.equal(status, 202, JSON.stringify(body));
  const challengeId: string = body.challengeId;
  return { sub, challengeId, code: codeIn(bank.lastMessageTo(email)) };
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const itemOf = async (challengeId: string) => {
  const Key = { id: { S: `CHALLENGE#${challengeId}` } };
  return (await bank.client.send(new GetItemCommand({ TableName: 'OneTimeCodes', Key }))).Item ?? {};
};

describe('POST /otp/challenges', () => {
  it('sends a code to the verified address, and names amount and payee', async () => {
    const { sub, email } = await customer();
    const before = Date.now();
    const { status, headers, body } = await request(sub);
    assert.equal(status, 202);
    assert.equal(headers['Cache-Control'], 'no-store');
    assert.equal(body.maskedDestination, 'c***@e***.com');
    assert.ok(Math.abs(Date.parse(body.expiresAt) - before - 300_000) < 3_000);
    const message = bank.lastMessageTo(email);
    assert.deepEqual([message?.channel, message?.from, message?.sentBy], ['email', 'no-reply@bank.example.com', 'ses']);
    assert.match(message?.text ?? '', /^\d{6} approves a transfer of 1,234\.56 EUR to acc_0{25}2 at Portcullis Bank\./);
    assert.doesNotMatch(message?.subject ?? '', /\d/);
  });

  it('sends a text message to the verified number, if asked', async () => {
    const { sub, phone } = await customer();
    const { body } = await request(sub, { ...wish, channel: 'sms' });
    assert.match(body.maskedDestination, /^\+41\*{7}\d\d$/);
    assert.deepEqual([bank.lastMessageTo(phone)?.channel, bank.lastMessageTo(phone)?.sentBy], ['sms', 'sns']);
  });

  it('names the account of a new payee, and no text that the caller wrote', async () => {
    const { sub, email } = await customer();
    // The contract refuses more of an address; mail programs make a link of this, too.
    const name = 'evil.example/login';
    const { status } = await request(sub, {
      ...{ purpose: 'payee', channel: 'email' },
      transaction: { name, accountId: account('9') },
    });
    assert.equal(status, 202);
    const { text = '', subject = '' } = bank.lastMessageTo(email) ?? {};
    assert.match(text, /^\d{6} approves acc_0{25}9 as a new payee/);
    assert.doesNotMatch(text + subject, /evil/);
  });

  it('keeps neither the code nor the destination in the clear', async () => {
    const { sub, email } = await customer();
    const { body } = await request(sub);
    const { Items } = await bank.client.send(new ScanCommand({ TableName: 'OneTimeCodes' }));
    const code = codeIn(bank.lastMessageTo(email));
    assert.equal(code.length, 6);
    assert.doesNotMatch(JSON.stringify(Items), new RegExp(`"${code}"|${email}`));
    const { codeHash, expiresAt, expiresAtSeconds } = await itemOf(body.challengeId);
    assert.match(codeHash?.S ?? '', /^[\w-]{43}$/);
    assert.equal(Number(expiresAt?.N), Number(expiresAtSeconds?.N) + 3_600);
  });

  it('takes no destination from the request', async () => {
    const { sub } = await customer();
    for (const extra of [{ to: 'mallory@example.com' }, { destination: '+41790000000' }]) {
      assert.equal((await request(sub, { ...wish, ...extra })).body.code, 'invalid-request');
    }
  });

  it('sends nothing to an address that nobody verified, to nobody, or to who is disabled', async () => {
    const unverified = await customer({ email_verified: 'false' });
    const disabled = await customer();
    await bank.disable(disabled.name);
    for (const sub of [unverified.sub, disabled.sub, '99999999-9999-4999-8999-999999999999']) {
      const { status, body } = await request(sub);
      assert.deepEqual([status, body.code], [409, 'no-verified-destination']);
    }
    assert.equal(bank.lastMessageTo(unverified.email), undefined);
  });

  it('says nothing of why a carrier did not take a message', async () => {
    const { sub } = await customer();
    process.env['MAIL_SENDER'] = 'no-reply@elsewhere.example';
    const { status, body } = await request(sub);
    process.env['MAIL_SENDER'] = 'no-reply@bank.example.com';
    assert.deepEqual([status, body.code], [500, 'internal-error']);
    const { sendMessage } = await import('../../../lambdas/delivery/send-message.ts');
    await assert.rejects(
      sendMessage('sms', { to: '+0123', subject: '', text: '' }, signal),
      (error: Error) =>
        /^the carrier of 'sms' refused a message: \w+$/.test(error.message) && error.cause === undefined,
    );
  });

  it('sends three messages in any fifteen minutes, however many ask at once', async () => {
    const { sub, email } = await customer();
    const answers = await Promise.all(Array.from({ length: 10 }, () => request(sub)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [202, 202, 202, ...Array.from({ length: 7 }, () => 429)]);
    for (const { status, headers } of answers) {
      const seconds = headers['retry-after'];
      if (status !== 429) assert.equal(seconds, undefined);
      else assert.ok(Number(seconds) > 890 && Number(seconds) <= 900, String(seconds));
    }
    assert.equal(bank.outbox.list({ to: email }).length, 3);
    assert.equal((await request(sub, { ...wish, channel: 'sms' })).status, 202);
  });

  it('sends again when the oldest of three is fifteen minutes old', async () => {
    const { email, from } = destination();
    const at = (minute: number) => takeSend(email, { pepper, nowSeconds: from + minute * 60 }, signal);
    assert.deepEqual([await at(0), await at(5), await at(10), await at(14)], [undefined, undefined, undefined, 60]);
    assert.deepEqual([await at(15), await at(16), await at(20)], [undefined, 240, undefined]);
  });

  it('forgets no message within its day, though the clock of who wrote it was behind', async () => {
    const { email, from } = destination();
    for (const nowSeconds of [from + 60, from]) await takeSend(email, { pepper, nowSeconds }, signal);
    const id = `SENDS#${createHmac('sha256', pepper).update(`destination ${email}`).digest('base64url')}`;
    const command = new GetItemCommand({ TableName: 'OneTimeCodes', Key: { id: { S: id } } });
    const { Item: item = {} } = await bank.client.send(command);
    assert.deepEqual(item['sentAt']?.L, [{ N: String(from + 60) }, { N: String(from + 60) }]);
    assert.equal(item['expiresAt']?.N, String(from + 60 + 86_400));
  });

  it('sends twenty messages in any day: midnight gives nobody twenty more', async () => {
    const { email, from: midnight } = destination();
    const takeAt = (nowSeconds: number) => takeSend(email, { pepper, nowSeconds }, signal);
    const first = midnight - 20 * 900;
    for (let quarter = 0; quarter < 20; quarter += 1) assert.equal(await takeAt(first + quarter * 900), undefined);
    assert.equal(await takeAt(midnight), 86_400 - 20 * 900);
    assert.equal(await takeAt(first + 86_399), 1);
    assert.deepEqual([await takeAt(first + 86_400), await takeAt(first + 86_401)], [undefined, 899]);
  });
});

describe('POST /otp/challenges/{challengeId}/verify', () => {
  it('rewards the right code with a proof, once', async () => {
    const { sub, challengeId, code } = await challenged();
    const { status, headers, body } = await verify(sub, challengeId, code);
    assert.equal(status, 200);
    assert.equal(headers['Cache-Control'], 'no-store');
    assert.equal(parseProof(body.proof)?.challengeId, challengeId);
    assert.ok(!JSON.stringify(await itemOf(challengeId)).includes(body.proof.slice(37)));
    assert.equal((await verify(sub, challengeId, code)).body.code, 'code-refused');
  });

  it('keeps a proof whose writing was answered on the second try, and no other beside it', async () => {
    const { challengeId } = await challenged();
    const keep = (hash: string) =>
      challengeStore(signal).consume(challengeId, { hash, expiresAtSeconds: 2_000_000_000 });
    assert.deepEqual([await keep('mine'), await keep('mine'), await keep('other')], [true, true, false]);
    assert.equal((await itemOf(challengeId))['proofHash']?.S, 'mine');
  });

  it('answers a wrong code, one that is over, one of somebody else and none of anybody alike', async () => {
    const wrongly = await challenged();
    const late = await challenged();
    await expire(late.challengeId);
    const stranger = await challenged();
    const answers = [
      await verify(wrongly.sub, wrongly.challengeId, wrong(wrongly.code)),
      await verify(late.sub, late.challengeId, late.code),
      await verify(wrongly.sub, stranger.challengeId, stranger.code),
      await verify(wrongly.sub, '00000000-0000-4000-8000-000000000000', '000000'),
    ];
    for (const { status, body } of answers) assert.deepEqual([status, body], [400, answers[0]?.body]);
    assert.equal((await verify(stranger.sub, stranger.challengeId, stranger.code)).status, 200);
  });

  it('takes five tries, and the right code no more after them', async () => {
    const { sub, challengeId, code } = await challenged();
    for (let tries = 0; tries < 5; tries += 1) await verify(sub, challengeId, wrong(code));
    assert.equal((await verify(sub, challengeId, code)).body.code, 'code-refused');
    const other = await challenged();
    for (let tries = 0; tries < 4; tries += 1) await verify(other.sub, other.challengeId, wrong(other.code));
    assert.equal((await verify(other.sub, other.challengeId, other.code)).status, 200);
  });

  it('looks at five of 1,000 guesses that come at the same time', async () => {
    const { sub, challengeId, code } = await challenged();
    // The right one is among the guesses, and likely not among the first five.
    const guesses = Array.from({ length: 1_000 }, (_, index) =>
      String((Number(code) - 500 + index + 1_000_000) % 1_000_000).padStart(6, '0'),
    );
    const answers = await Promise.all(guesses.map((guess) => verify(sub, challengeId, guess)));
    const rights = answers.filter(({ status }) => status === 200);
    const { attempts, proofHash } = await itemOf(challengeId);
    assert.ok(Number(attempts?.N) <= 5, `${attempts?.N} were looked at`);
    assert.equal(rights.length, proofHash === undefined ? 0 : 1);
    // A machine that is too busy for some of them may say so.
    const refusals = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    for (const refusal of new Set(refusals)) assert.match(refusal, /^(code-refused|unavailable|internal-error)$/);
    assert.equal((await verify(sub, challengeId, code)).status, 400);
  });

  it('rewards one of 200 who know the code', async () => {
    const { sub, challengeId, code } = await challenged();
    const answers = await Promise.all(Array.from({ length: 200 }, () => verify(sub, challengeId, code)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('takes six digits and nothing else for a code', async () => {
    const { sub, challengeId, code } = await challenged();
    for (const other of ['', '12345', '1234567', `${code} `, `${code}\n`, '१२३४५६', '12345a']) {
      assert.equal((await verify(sub, challengeId, other)).body.code, 'invalid-request', other);
    }
    assert.equal((await itemOf(challengeId))['attempts']?.N, '0');
  });
});

describe('the doors to one-time passwords', () => {
  it('stay shut for operators, for tokens without the scope and for keys', async () => {
    const sub = '99999999-9999-4999-8999-999999999999';
    const body = JSON.stringify(wish);
    const refused = async (who: object) =>
      (await call(handlers.request, 'POST /otp/challenges', { ...who, body })).body.code;
    assert.equal(await refused(signedIn(sub, 'operator', 'bank/one-time-codes.write')), 'permission-denied');
    assert.equal(await refused(signedIn(sub, 'customer', 'bank/transfers.write')), 'access-denied');
  });
});

/** Moves the end of a challenge into the past. */
async function expire(challengeId: string): Promise<void> {
  await bank.client.send(
    new UpdateItemCommand({
      TableName: 'OneTimeCodes',
      Key: { id: { S: `CHALLENGE#${challengeId}` } },
      UpdateExpression: 'SET expiresAtSeconds = :past',
      ExpressionAttributeValues: { ':past': { N: String(Math.floor(Date.now() / 1_000)) } },
    }),
  );
}
