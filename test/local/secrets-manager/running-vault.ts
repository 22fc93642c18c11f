import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { buildSync } from 'esbuild';
import { createAwsEndpoint, developerIdentity, type SigningIdentity } from '../../../lib/local/aws-endpoint/index.ts';
import { resourceTypes } from '../../../lib/local/resources/index.ts';
import { createServices } from '../../../lib/local/runtime/create-services.ts';
import { listenSecurely } from '../../../lib/local/runtime/secure-server.ts';
import { declareStack, parseTemplate } from '../../../lib/local/template/index.ts';
import { certificatesIn, tlsOptionsOf } from '../../../lib/local/tls/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { rotationFunction, type VaultOptions, vaultTemplate } from './vault-template.ts';

/** The vault's template on the whole runtime but the gateway: services, endpoint with signatures, functions. */
export const runVault = async (folder: string, options: VaultOptions = {}) => {
  const folderOf = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    return join(folder, name);
  };
  const bundle = join(folderOf('rotate.zip'), 'index.mjs');
  if (!existsSync(bundle)) {
    buildSync({
      stdin: { contents: rotationFunction, resolveDir: import.meta.dirname, loader: 'js' },
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      minify: true,
      // The SDK is CommonJS in part, which asks for `require`.
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
  }
  const environment = testEnvironment(folderOf('state'));
  const certificates = certificatesIn(folderOf('tls'), Date.now());
  let listener: RequestListener = (_, response) => void response.writeHead(503).end();
  const server = await listenSecurely({
    port: 0,
    tls: { ...certificates.server, ...tlsOptionsOf('SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09') },
    listener: (request, response) => listener(request, response),
  });
  // The runtime says on its standard error what failed.
  const reported: string[] = [];
  const { error } = console;
  console.error = (message: unknown) => void reported.push(String(message));
  const created = createServices({
    environment,
    awsUrl: server.url,
    caFile: certificates.caFile,
    logFolder: folderOf('logs'),
    assetFolder: (key) => join(folder, key),
    fastWrites: false,
  });
  const { services } = created;
  const developer = developerIdentity(environment);
  /** Who acts in the role of the function, and signs as a function does. */
  const member: SigningIdentity = {
    caller: {
      kind: 'function',
      arn: 'arn:aws:sts::123456789012:assumed-role/rotate/member',
      roleArn: 'arn:aws:iam::123456789012:role/rotate',
      functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:member',
    },
    accessKeyId: 'ASIA0123456789ABCDEF',
    secretAccessKey: 'a secret',
    sessionToken: 'a session',
  };
  listener = createAwsEndpoint({
    environment,
    services: created.apis,
    routes: created.routes,
    iam: services.iam,
    identify: (id) => [developer, member].find(({ accessKeyId }) => accessKeyId === id) ?? services.lambda.identify(id),
    report: (failure) => void reported.push(String(failure)),
  });
  declareStack({
    stackName: 'Vault',
    template: parseTemplate('Vault', vaultTemplate(options)),
    resourceTypes,
    services,
    exports: new Map(),
  });

  const clients: { destroy(): void }[] = [];
  const configurationFor = ({ accessKeyId, secretAccessKey, sessionToken }: SigningIdentity) => ({
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    maxAttempts: 1,
    requestHandler: { httpsAgent: new Agent({ ca: readFileSync(certificates.caFile) }) },
  });
  const kept = <Client extends { destroy(): void }>(client: Client): Client => {
    clients.push(client);
    return client;
  };
  return {
    services,
    member,
    reported,
    secrets: (identity: SigningIdentity = developer) => kept(new SecretsManagerClient(configurationFor(identity))),
    keys: (identity: SigningIdentity = developer) => kept(new KMSClient(configurationFor(identity))),
    log: () => {
      const file = join(folder, 'logs', 'rotate.log');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.destroy();
      await created.stop();
      await server.close();
      await created.close();
      console.error = error;
    },
  };
};
