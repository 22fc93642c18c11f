import assert from 'node:assert/strict';
import * as z from 'zod';
import type { RunningBank } from '../http/running-bank.ts';

const issuedKey = z.looseObject({ keyId: z.string(), apiKey: z.string() });
const issuedCredential = z.looseObject({
  credentialId: z.string(),
  subject: z.string(),
  secret: z.string().optional(),
});

const keyTerms = {
  name: 'Old system',
  purpose: 'Speaks nothing else',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  expiresInDays: 1,
};

async function post(bank: RunningBank, path: string, body: object): Promise<unknown> {
  const answer = await bank.as('olivia', path, { method: 'POST', body });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.headers['cache-control'], 'no-store');
  return answer.json;
}

const remove = async (bank: RunningBank, path: string): Promise<void> =>
  assert.equal((await bank.as('olivia', path, { method: 'DELETE' })).status, 204);

/** Has the operator issue an API key. */
export const issueKey = async (bank: RunningBank, changes: object = {}) =>
  issuedKey.parse(await post(bank, '/api-keys', { ...keyTerms, ...changes }));

export const revokeKey = (bank: RunningBank, keyId: string) => remove(bank, `/api-keys/${keyId}`);

/** Has the operator issue a credential of a service. */
export const issueCredential = async (bank: RunningBank, changes: object) =>
  issuedCredential.parse(await post(bank, '/credentials', { ...keyTerms, client: 'org_acme', ...changes }));

export const revokeCredential = (bank: RunningBank, credentialId: string) =>
  remove(bank, `/credentials/${credentialId}`);
