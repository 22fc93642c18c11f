import type { HttpAnswer } from '../../scripts/https-client.ts';
import type { RunningBank } from './running-bank.ts';

/** What the endpoints of shared accounts and customers' files answer to requests that they accept, by route. */
export async function integrityAnswers(bank: RunningBank): Promise<readonly (readonly [string, HttpAnswer])[]> {
  const { alice, bob } = bank.demo.users;
  const account = `/accounts/${alice.accounts[0]}`;
  const reader = `${account}/readers/${bob.subject}`;
  const file = `/customers/${alice.subject}`;
  const current = async (path: string) => ({ 'if-match': String((await bank.as('alice', path)).headers['etag']) });
  const change = async (path: string, body: unknown) =>
    bank.as('alice', path, { method: 'PATCH', headers: await current(path), body });
  return [
    ['PATCH /accounts/{accountId}', await change(account, { name: 'Home' })],
    ['PUT /accounts/{accountId}/readers/{customerId}', await bank.as('alice', reader, { method: 'PUT' })],
    ['GET /accounts/{accountId}/readers', await bank.as('alice', `${account}/readers`)],
    ['DELETE /accounts/{accountId}/readers/{customerId}', await bank.as('alice', reader, { method: 'DELETE' })],
    ['GET /customers/{customerId}', await bank.as('alice', file)],
    ['PATCH /customers/{customerId}', await change(file, { name: 'Alice' })],
  ];
}
