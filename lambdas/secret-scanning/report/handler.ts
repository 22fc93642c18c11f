import { handle, isFromScanner, reply } from '../../../lib/handler/index.ts';
import { judgeLeak } from '../judge-leak.ts';
import { scannerKeys } from '../scanner-keys.ts';
import { reportLeaks } from './contract.ts';

export const handler = handle(reportLeaks, async ({ body, bodyBytes, headers, log, signal, refuse }) => {
  const report = {
    body: bodyBytes,
    keyId: headers['github-public-key-identifier'],
    signature: headers['github-public-key-signature'],
  };
  if (!isFromScanner(report, await scannerKeys(report.keyId))) throw refuse('not-the-scanner');
  const judged = [];
  // One after the other: a report of a hundred is no reason to hurry, and one bucket of the table no reason to crowd it.
  for (const found of body) judged.push(await judgeLeak(found, signal));
  log.warn('leaked keys were reported', { good: judged.filter(({ label }) => label === 'true_positive').length });
  return reply(200, judged);
});
