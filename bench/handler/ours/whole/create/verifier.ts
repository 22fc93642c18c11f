import { createTokenVerifier } from '../../../../../lib/handler/index.ts';

export const verifier = createTokenVerifier({
  issuers: [{ issuer: 'https://issuer.example.com', clientIds: ['bank'] }],
});
