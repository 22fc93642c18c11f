import { Configuration, clientCredentialsGrant } from 'openid-client';
import type { DemoFile } from './demo-file.ts';

/** An access token by client credentials, through openid-client. */
export async function serviceToken(demo: DemoFile): Promise<string> {
  const { clientId, clientSecret } = demo.clients.service;
  const configuration = new Configuration(
    { issuer: demo.issuer, token_endpoint: demo.tokenEndpoint },
    clientId,
    clientSecret,
  );
  const { access_token } = await clientCredentialsGrant(configuration);
  return access_token;
}
