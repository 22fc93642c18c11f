import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { writeSync } from 'node:fs';
import { JwtVerifier } from 'aws-jwt-verify';
import { createTokenVerifier } from '../../../lib/handler/index.ts';
import { measure } from './kernel.ts';

// Child process: verification of one RS256 access token, its key at hand.
const issuer = 'https://issuer.example.com/pool';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
const now = Math.floor(Date.now() / 1000);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = [
  part({ alg: 'RS256', kid: 'k1' }),
  part({
    sub: '5c1f0f2e-1111-4222-8333-123456789abc',
    iss: issuer,
    client_id: 'app',
    aud: 'app',
    token_use: 'access',
    scope: 'bank/transfers.write bank/accounts.read bank/profile.read openid profile email',
    'cognito:groups': ['customer'],
    origin_jti: 'a'.repeat(36),
    event_id: 'b'.repeat(36),
    jti: 'c'.repeat(36),
    username: 'customer@example.com',
    auth_time: now,
    iat: now,
    exp: now + 3_600,
  }),
].join('.');
const signature = sign('sha256', Buffer.from(signed), privateKey);
const token = `${signed}.${signature.toString('base64url')}`;

const key = createPublicKey({ key: jwk, format: 'jwk' });
const data = Buffer.from(signed);

const aws = JwtVerifier.create({
  issuer,
  audience: 'app',
  jwksUri: `${issuer}/jwks.json`,
  scope: 'bank/transfers.write',
});
aws.cacheJwks({ keys: [jwk] });

const ours = createTokenVerifier({
  issuers: [{ issuer, clientIds: ['app'], scopes: ['bank/transfers.write'] }],
  fetchKeys: async () => ({ keys: [jwk] }),
});

const measurement = await measure([
  { name: 'bare crypto.verify', run: () => verify('sha256', data, key, signature) },
  { name: 'ours', run: () => ours.verify(token) },
  { name: 'aws-jwt-verify', run: () => aws.verifySync(token) },
]);
writeSync(1, JSON.stringify(measurement));
process.exit(0);
