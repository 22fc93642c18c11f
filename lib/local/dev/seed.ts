import type { LocalRuntime } from '../runtime/run-locally.ts';
import { runProgram } from './run-program.ts';

export interface RunSeedOptions {
  readonly file: string;
  readonly runtime: LocalRuntime;
  /** Environment variables beside those that tell it of the system. */
  readonly variables: Readonly<Record<string, string>>;
  readonly verbose: boolean;
}

/**
 * Runs a program that fills the running system, as a client of it: the AWS SDK finds the local endpoint, its
 * credentials and the certificate authority in the environment, and `PORTCULLIS_RUNTIME` holds the URLs and the outputs
 * of the stacks as JSON.
 *
 * @returns what the program printed
 * @throws Error when the program fails
 */
export const runSeed = ({ file, runtime, variables, verbose }: RunSeedOptions): Promise<string> =>
  runProgram(process.execPath, [file], {
    env: { ...process.env, ...variables, ...clientEnvironment(runtime) },
    verbose,
  });

/** Environment variables by which the AWS SDK, curl and Node find the local system. */
const clientEnvironment = (runtime: LocalRuntime): Readonly<Record<string, string>> => ({
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
    domains: runtime.domains,
    outputs: runtime.outputs,
  }),
});
