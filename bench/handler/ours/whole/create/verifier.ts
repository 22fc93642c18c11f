import { JwtVerifier } from 'aws-jwt-verify';

export const verifier = JwtVerifier.create({
  issuer: 'https://issuer.example.com',
  audience: 'bank',
  jwksUri: 'https://issuer.example.com/jwks.json',
});
