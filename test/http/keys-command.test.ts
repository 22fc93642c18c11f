import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { before, describe, it } from 'node:test';
import * as z from 'zod';
import { writeRuntimeFile } from '../../lib/local/dev/runtime-file.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
const root = join(import.meta.dirname, '..', '..');

/** Where the bank is: as `npm start` leaves it behind for the commands, or said by name. */
let place: readonly string[] = [];
const named = () => ['--url', bank().demo.apiUrl, '--ca', bank().demo.caFile];

interface Run {
  readonly token?: string;
  readonly input?: string;
  readonly place?: readonly string[];
}

/** The command as people start it. */
async function keys(args: readonly string[], { token, input = '', place: at = place }: Run) {
  const child = spawn(process.execPath, ['bin/portcullis.ts', 'keys', ...args, ...at], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...(token !== undefined && { PORTCULLIS_TOKEN: token }) },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, status };
}
const asOlivia = async (...args: readonly string[]) => keys(args, { token: await bank().token('olivia') });
const terms = ['--purpose', 'Shows our rates', '--scope', 'bank/rates.read', '--days', '30'];
const rates = (apiKey: string) => bank().client.call('/rates', { headers: { 'x-api-key': apiKey } });

/** A key alone on standard output, and its id. */
function onlyKey(stdout: string) {
  const [, keyId = ''] = /^pcl_live_([0-9A-Za-z]{12})_[0-9A-Za-z]{49}\n$/.exec(stdout) ?? [];
  assert.notEqual(keyId, '', 'standard output is one key');
  return { apiKey: stdout.trim(), keyId };
}

const listed = z.looseObject({ keyId: z.string(), status: z.string(), createdBy: z.string() });

describe('portcullis keys', () => {
  before(() => {
    const { runtime } = bank();
    if (runtime !== undefined) writeRuntimeFile(runtime);
    place = runtime === undefined ? named() : ['--state', runtime.stateFolder];
  });

  it('issues, lists, rotates and revokes a key in the name of the operator', async () => {
    const issued = await asOlivia('issue', 'Acme Ltd', ...terms);
    assert.equal(issued.status, 0, issued.stderr);
    const old = onlyKey(issued.stdout);
    assert.match(issued.stderr, new RegExp(`^Issued ${old.keyId} to Acme Ltd, until `));
    assert.ok(!issued.stderr.includes(old.apiKey));
    assert.equal((await rates(old.apiKey)).status, 200);

    const rotated = await asOlivia('rotate', old.keyId, '--grace', '0');
    const successor = onlyKey(rotated.stdout);
    assert.match(rotated.stderr, new RegExp(`${old.keyId}, works until `));
    assertProblem(await rates(old.apiKey), 401, 'unauthenticated');
    assert.equal((await rates(successor.apiKey)).status, 200);

    const revoked = await asOlivia('revoke', successor.keyId);
    assert.deepEqual([revoked.status, revoked.stdout], [0, '']);
    assertProblem(await rates(successor.apiKey), 401, 'unauthenticated');

    const { stdout } = await asOlivia('list', '--json');
    const all = stdout
      .trim()
      .split('\n')
      .map((line) => listed.parse(JSON.parse(line)));
    const mine = all.find(({ keyId }) => keyId === successor.keyId);
    assert.deepEqual([mine?.status, mine?.createdBy], ['revoked', bank().demo.users.olivia.subject]);
    for (const { apiKey } of [old, successor]) assert.ok(!stdout.includes(apiKey));
  });

  it('lists as many as were asked for, for people, with the token from standard input and an address by name', async () => {
    for (const name of ['One', 'Two']) assert.equal((await asOlivia('issue', name, ...terms)).status, 0);
    const input = `${await bank().token('olivia')}\n`;
    const { stdout, stderr, status } = await keys(['list', '--limit', '1'], { input, place: named() });
    assert.equal(status, 0, stderr);
    assert.match(
      stdout,
      /^[0-9A-Za-z]{12} {2}active {4}….{4} {2}until [\d-]{10} {2}never used {2}bank\/rates\.read .+\n$/,
    );
    assert.match(stderr, /There are more than these 1/);
  });

  it('shows a refusal as its title, its faults by option, and what to do next', async () => {
    const { stdout, stderr, status } = await asOlivia('issue', 'Acme', ...terms, '--cidr', '10.0.0.0/99');
    assert.deepEqual([stdout, status], ['', 1]);
    assert.match(stderr, /\(invalid-request, 400\)\n {2}--cidr: is no block of addresses/);
    assert.match(stderr, /Next: mend what was asked for.+\nRequest: \S+/);
  });

  it('says what is to be done when a key was replaced before, or there is none', async () => {
    const { keyId } = onlyKey((await asOlivia('issue', 'Acme', ...terms)).stdout);
    assert.equal((await asOlivia('rotate', keyId)).status, 0);
    assert.match((await asOlivia('rotate', keyId)).stderr, /\(api-key-replaced, 409\)\nNext: rotate its successor/);
    assert.match((await asOlivia('revoke', '000000000000')).stderr, /\(not-found, 404\)\nNext: `portcullis keys list`/);
  });

  it('is refused to customers and to who has no token, as the endpoints are', async () => {
    const customer = await keys(['list'], { token: await bank().token('alice') });
    assert.match(customer.stderr, /\(access-denied, 403\)\nNext: the token's user must be an operator/);
    const nobody = await keys(['issue', 'Acme', ...terms], { token: 'e30.e30.e30' });
    assert.match(nobody.stderr, /\(unauthenticated, 401\)\nNext: get a new access token: PORTCULLIS_TOKEN=/);
    for (const { status, stdout } of [customer, nobody]) assert.deepEqual([status, stdout], [1, '']);
  });

  it('trusts no authority but the one that is named', async () => {
    const token = await bank().token('olivia');
    const { stderr, status } = await keys(['list'], { token, place: ['--url', bank().demo.apiUrl] });
    if (bank().runtime === undefined) return;
    assert.equal(status, 1);
    assert.match(stderr, /did not answer/);
  });
});
