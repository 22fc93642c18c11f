import type { ClientCertificateOptions } from '../../lib/handler/index.ts';
import { loadCredential } from '../credentials/load-credential.ts';
import { meteringKey } from './metering-key.ts';

/** The bank's client certificates, for every authorizer that takes them. */
export const clientCertificates: ClientCertificateOptions = {
  load: async (id) => (await loadCredential('certificate', id))?.facts,
  meteringKey,
};
