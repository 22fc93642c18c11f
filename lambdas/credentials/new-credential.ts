import type { Act } from '../issued/act.ts';
import { credentialIdOf, type FreshCredential } from './credential-item.ts';
import type { NewCredential } from './schemas.ts';

const daySeconds = 86_400;

/** A credential with the terms that an operator asked for. @param id what the client will call itself by */
export const newCredential = (wanted: NewCredential, id: string, { by, nowSeconds }: Act): FreshCredential => ({
  credentialId: credentialIdOf(wanted.kind, id),
  client: wanted.client,
  name: wanted.name,
  purpose: wanted.purpose,
  scopes: wanted.scopes,
  roles: wanted.roles,
  allowedCidrs: wanted.allowedCidrs ?? [],
  allowedMethods: wanted.allowedMethods ?? [],
  expiresAtSeconds: nowSeconds + wanted.expiresInDays * daySeconds,
  createdAtSeconds: nowSeconds,
  createdBy: by,
});
