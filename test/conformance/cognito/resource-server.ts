import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessTokenScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { authorizerEvent } from '../../handler/support/authorizer-event.ts';
import type { Standing } from './stand-up.ts';

/** An endpoint of the product's own authorizer, in front of nothing. */
export interface ResourceServer {
  /** What clients call it. */
  readonly url: URL;
  /** Where it stands. */
  readonly here: string;
  close(): void;
}

/** Lets in whoever has a token of the pool, from a sign-in as recent as that. */
export async function openResourceServer(
  { url: pool, managed }: Standing,
  assurance: { readonly maxAgeSeconds: number },
): Promise<ResourceServer> {
  process.env['PORTCULLIS_DEMANDS'] = JSON.stringify({ 'GET /rates': { assurance } });
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  const authorize = createAuthorizer(
    accessTokenScheme({
      issuers: [{ issuer: managed.issuer, isOwn: true, algorithms: ['RS256'], clientIds: [managed.client] }],
      fetchKeys: async () => (await fetch(`${pool}/${managed.userPoolId}/.well-known/jwks.json`)).json(),
    }),
  );
  const server = createServer(async ({ headers: { authorization = '' } }, response) => {
    const { policyDocument, context } = await authorize(authorizerEvent({ Authorization: [authorization] }));
    const isLetIn = policyDocument.Statement[0].Effect === 'Allow';
    if (!isLetIn) response.setHeader('www-authenticate', String(context['challenge']));
    response.writeHead(isLetIn ? 204 : 401).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a TCP port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL('https://api.bank.example/rates'),
    here: `http://127.0.0.1:${port}/rates`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
