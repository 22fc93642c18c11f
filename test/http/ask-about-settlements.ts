import assert from 'node:assert/strict';
import * as z from 'zod';
import { issueClientCertificate } from '../../lib/local/tls/index.ts';
import { type HttpAnswer, httpsClient } from '../../scripts/https-client.ts';
import { clientAuthorityOf } from '../clients/client-files.ts';
import { issueCredential, issueKey } from '../clients/issue.ts';
import type { RunningBank } from './running-bank.ts';

/** What a partner with a certificate and a key is answered, at the domain for partners. */
export async function askAboutSettlements(
  bank: RunningBank,
): Promise<readonly (readonly [route: string, answer: HttpAnswer])[]> {
  const partnerUrl = bank.runtime?.domains[0]?.url ?? bank.demo.partnerUrl;
  assert.ok(partnerUrl, 'the bank has a domain for partners');
  const validity = { nowMillis: Date.now(), days: 1 };
  const credential = issueClientCertificate(await clientAuthorityOf(bank), 'settlements', validity);
  const terms = { client: 'org_settlements', scopes: ['bank/settlements.read'] };
  const certificate = credential.certificate.toString();
  await issueCredential(bank, { kind: 'certificate', certificate, covers: { by: 'certificate' }, ...terms });
  const { apiKey } = z.looseObject({ apiKey: z.string() }).parse(await issueKey(bank, terms));
  const client = httpsClient(partnerUrl, bank.demo.caFile, credential);
  try {
    return [
      ['GET /settlement-windows', await client.call('/settlement-windows')],
      [
        'GET /settlement-instructions',
        await client.call('/settlement-instructions', { headers: { 'x-api-key': apiKey } }),
      ],
    ];
  } finally {
    client.close();
  }
}
