import { Agent } from 'node:https';
import { developer, type endpointFixture, teller } from './fixture.ts';

export type Endpoint = Awaited<ReturnType<typeof endpointFixture>>;

/** How a client of the AWS SDK is made for the endpoint, as the function of the fixture unless another is named. */
export const clientOptions = ({ url, ca, setClock }: Endpoint, who: typeof teller = teller) => {
  setClock(Date.now());
  const { accessKeyId, secretAccessKey, sessionToken } = who;
  return {
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    maxAttempts: 1,
    requestHandler: { httpsAgent: new Agent({ ca }) },
  };
};

export { developer, teller };
