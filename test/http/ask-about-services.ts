import * as z from 'zod';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import { issueKey } from '../clients/issue.ts';
import { signRequest } from '../clients/sign-request.ts';
import { order, prepare, send } from '../clients/signature-facts.ts';
import type { RunningBank } from './running-bank.ts';

/** What services with keys and credentials of their own are answered, and those who issue them. */
export async function askAboutServices(
  bank: RunningBank,
): Promise<readonly (readonly [route: string, answer: HttpAnswer])[]> {
  const { apiKey, keyId } = bank.demo.partner;
  const basic = `Basic ${Buffer.from(`${keyId}:${apiKey}`).toString('base64')}`;
  const issued = await bank.as('olivia', '/credentials', {
    method: 'POST',
    body: {
      ...{ kind: 'digest', client: 'org_acme', name: 'Old system', purpose: 'Rates', expiresInDays: 1 },
      ...{ scopes: ['bank/rates.read'], roles: ['partner'] },
    },
  });
  const { credentialId } = z.looseObject({ credentialId: z.string() }).parse(issued.json);
  const facts = await prepare(bank);
  const fresh = await issueKey(bank);
  const of = order(facts);
  return [
    ['POST /credentials', issued],
    ['GET /credentials', await bank.as('olivia', '/credentials')],
    [
      'DELETE /credentials/{credentialId}',
      await bank.as('olivia', `/credentials/${credentialId}`, { method: 'DELETE' }),
    ],
    ['GET /legacy/rates', await bank.client.call('/legacy/rates', { headers: { authorization: basic } })],
    ['GET /rates/{currency}', await bank.client.call('/rates/CHF', { headers: { 'x-api-key': fresh.apiKey } })],
    ['POST /payment-orders', await send(facts, { ...of, more: signRequest(of, facts.ed25519) })],
    ['POST /me/sign-out', await bank.as('bob', '/me/sign-out', { method: 'POST' })],
  ];
}
