import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runOutboxCommand } from '../../../lib/local/dev/outbox-command.ts';
import { createOutbox, type OutgoingMessage } from '../../../lib/local/outbox/index.ts';
import { printMessage } from '../../../lib/local/outbox/print-message.ts';
import { writePrivateFile } from '../../../lib/local/private-file.ts';
import { openStateFolder } from '../../../lib/local/runtime/state-folder.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';

const mail = (to: string, text: string): OutgoingMessage => ({
  channel: 'email',
  from: 'no-reply@bank.example',
  to,
  subject: 'Your code',
  text,
  html: undefined,
  sentBy: 'cognito-idp',
});

test('keeps messages over a restart, newest first, by recipient in either case', (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  let nowMillis = 1_000;
  const environment = testEnvironment(folder, () => nowMillis++);
  const first = createOutbox({ environment });
  const posted = first.post(mail('ann@example.com', 'one'));
  first.post(mail('bob@example.com', 'two'));
  first.close();
  const second = createOutbox({ environment });
  second.post(mail('Ann@Example.com', 'three'));
  assert.deepEqual(
    second.list().map(({ text }) => text),
    ['three', 'two', 'one'],
  );
  assert.deepEqual(
    second.list({ to: 'ann@example.com' }).map(({ text }) => text),
    ['three', 'one'],
  );
  assert.deepEqual(second.list({ limit: 1 }).length, 1);
  assert.deepEqual(second.find(posted.messageId), { ...mail('ann@example.com', 'one'), ...posted });
  assert.equal(second.find('another'), undefined);
  second.close();
});

test('keeps the newest messages and lets the others go', () => {
  const outbox = createOutbox({ environment: testEnvironment(''), memory: true, capacity: 3 });
  for (const text of ['1', '2', '3', '4', '5']) outbox.post(mail('ann@example.com', text));
  assert.deepEqual(
    outbox.list().map(({ text }) => text),
    ['5', '4', '3'],
  );
});

test('leaves neither text nor recipient readable on disk, and opens its files to nobody else', (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const outbox = createOutbox({ environment: testEnvironment(folder) });
  t.after(() => outbox.close());
  outbox.post(mail('ann@example.com', 'The code is 493817'));
  const files = readdirSync(folder);
  assert.ok(files.length > 0);
  for (const name of files) {
    const bytes = readFileSync(join(folder, name)).toString('latin1');
    assert.doesNotMatch(bytes, /493817|ann@example|Your code/);
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
  }
});

test('shows control characters of a message and hands none to the terminal', () => {
  const outbox = createOutbox({ environment: testEnvironment(''), memory: true });
  const printed = printMessage(
    outbox.post({
      ...mail('ann@example.com', '\u001b[2Jgone \u009b1A \u202Eabc\nnext\tcolumn'),
      subject: 'a\nTo: bob',
    }),
  );
  assert.match(printed, /\\x1b\[2Jgone \\x9b1A \\x202eabc\nnext\tcolumn/);
  assert.match(printed, /Subject: a␊To: bob\n/);
});

test('portcullis outbox prints what a running system writes, for one recipient, as text or as JSON', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const state = openStateFolder(folder, { fresh: false });
  t.after(() => state.release());
  const writer = createOutbox({
    environment: { stateFolder: state.services, masterKey: state.masterKey, now: () => 0 },
  });
  t.after(() => writer.close());
  writer.post(mail('ann@example.com', 'The code is 1'));
  writer.post(mail('bob@example.com', 'The code is 2'));
  const printed: string[] = [];
  await runOutboxCommand(['--state', folder, '--to', 'ann@example.com'], (text) => printed.push(text));
  assert.deepEqual(printed, [
    'Mail: 1970-01-01T00:00:00.000Z by cognito-idp\nFrom: no-reply@bank.example\nTo: ann@example.com\nSubject: Your code\n\nThe code is 1\n',
  ]);
  printed.length = 0;
  await runOutboxCommand(['--state', folder, '--json'], (text) => printed.push(text));
  assert.deepEqual(
    printed.map((line) => JSON.parse(line).text),
    ['The code is 1', 'The code is 2'],
  );
});

test('portcullis outbox refuses a folder without an outbox and makes no key there', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  await assert.rejects(runOutboxCommand(['--state', folder]), /has no outbox yet/);
  writePrivateFile(join(folder, 'master.key'), Buffer.alloc(32).toString('base64'));
  await assert.rejects(runOutboxCommand(['--state', folder]), /has no outbox yet/);
  assert.deepEqual(readdirSync(folder), ['master.key']);
});
