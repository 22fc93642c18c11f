import { handle, reply } from '../../../lib/handler/index.ts';
import { faultsOfBlocks } from '../../issued/faults-of-blocks.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { toView } from '../credential-view.ts';
import { makeMaterial } from '../make-material.ts';
import { newCredential } from '../new-credential.ts';
import { putCredential } from '../put-credential.ts';
import { issueCredential } from './contract.ts';

export const handler = handle(issueCredential, async ({ body, principal, signal, refuse }) => {
  const faults = faultsOfBlocks(body.allowedCidrs ?? []);
  if (faults.length > 0) throw refuse('invalid-request', faults);
  const made = await makeMaterial(body, signal);
  if (!('material' in made)) throw refuse('invalid-request', made);
  const nowSeconds = nowInSeconds();
  const credential = newCredential(body, made.id, { by: principal.subject, nowSeconds });
  const facts = await putCredential(credential, made.material, signal);
  // Ids are generated but for a certificate's, which follows from it.
  if (facts === undefined) throw refuse('certificate-known');
  return reply(201, { ...toView(facts, nowSeconds), ...(made.secret !== undefined && { secret: made.secret }) });
});
