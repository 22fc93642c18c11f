import { JwtVerifier } from 'aws-jwt-verify';

const verifier = JwtVerifier.create({ issuer: 'https://i/', audience: 'bank', jwksUri: 'https://i/jwks' });

/** The library alone in an authorizer: a token, and nothing of scopes, senders, sessions or limits. */
export const handler = async (event) => {
  const { sub } = await verifier.verify(event.headers.authorization.slice('Bearer '.length));
  return { principalId: sub };
};
