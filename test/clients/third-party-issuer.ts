import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type JWK, Provider } from 'oidc-provider';

/** What the bank is called by those who ask for tokens for it (RFC 8707). */
export const audience = 'https://api.bank.example';

export interface ThirdPartyIssuer {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  /** Serves TLS from now on, by a certificate that the bank's functions trust. */
  certify(credential: { readonly cert: string; readonly key: string }): void;
  close(): Promise<void>;
}

const client = { clientId: 'third-party', clientSecret: 's'.repeat(43) };

/**
 * An authorization server that is not the bank's: panva's oidc-provider, which gives JWT access tokens (RFC 9068) to a
 * program, bound to a key where the program shows one (RFC 9449).
 */
export async function startThirdPartyIssuer(scope: string): Promise<ThirdPartyIssuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  const issuer = `https://localhost:${port}`;
  server.on('request', createProvider(issuer, scope).callback());
  return {
    issuer,
    client,
    certify: (credential) => server.setSecureContext(credential),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createProvider(issuer: string, scope: string): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // An EC key in JWK has the members that the type asks for.
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'key', use: 'sig', alg: 'ES256' } as JWK;
  return new Provider(issuer, {
    jwks: { keys: [key] },
    scopes: scope.split(' '),
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        id_token_signed_response_alg: 'ES256',
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope,
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    extraTokenClaims: () => ({ roles: ['partner', 'operator'] }),
  });
}
