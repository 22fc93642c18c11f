import * as z from 'zod';
import { endpoint, publicAccess } from '../../../lib/contract/index.ts';

/** A coordinate of P-256: 32 bytes in base64url (RFC 7518 §6.2.1.2). */
const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const ResponseKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
  kid: z.string().min(1).max(256),
  use: z.literal('sig'),
});

export const listResponseKeys = endpoint({
  route: 'GET /.well-known/jwks.json',
  summary: 'Show the keys by which answers of this API are signed',
  description:
    'A JSON Web Key Set (RFC 7517): `kid` is the `keyid` of the signatures of answers (RFC 9421, `ecdsa-p256-sha256`). These keys sign answers and no tokens. Load them beforehand, over a connection whose certificate you checked, and keep them: who could forge an answer could forge this one beside it.',
  tags: ['service'],
  access: publicAccess({
    because: 'a public key is no secret, and who verifies an answer later may hold no credentials',
  }),
  effect: 'reads',
  responses: { 200: z.strictObject({ keys: z.array(ResponseKey).length(1) }) },
});
