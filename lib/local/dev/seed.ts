import { spawn } from 'node:child_process';
import type { LocalRuntime } from '../runtime/run-locally.ts';

/**
 * Runs a program that fills the running system, as a client of it: the AWS SDK finds the local endpoint, its
 * credentials and the certificate authority in the environment, and `PORTCULLIS_RUNTIME` holds the URLs and the outputs
 * of the stacks as JSON.
 *
 * @throws Error when the program fails
 */
export async function runSeed(file: string, runtime: LocalRuntime): Promise<void> {
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...clientEnvironment(runtime) },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${file} failed; the system runs, but is not filled`);
}

/** Environment variables by which the AWS SDK, curl and Node find the local system. */
export const clientEnvironment = (runtime: LocalRuntime): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: runtime.awsEndpoint,
  AWS_REGION: runtime.region,
  AWS_ACCESS_KEY_ID: runtime.developer.accessKeyId,
  AWS_SECRET_ACCESS_KEY: runtime.developer.secretAccessKey,
  NODE_EXTRA_CA_CERTS: runtime.caFile,
  PORTCULLIS_RUNTIME: JSON.stringify({
    apiUrl: runtime.apiUrl,
    awsEndpoint: runtime.awsEndpoint,
    region: runtime.region,
    caFile: runtime.caFile,
    stateFolder: runtime.stateFolder,
    outputs: runtime.outputs,
  }),
});
