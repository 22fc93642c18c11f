import { parseArgs } from 'node:util';
import { firewallOptions, firewallOptionsUsage, readFirewallSettings } from './firewall-settings.ts';
import { readCdkFile } from './synthesise.ts';

/** How `portcullis dev` is called, for the help of the command line. */
export const devUsage = `portcullis dev: serves a CDK app on this machine, as its template says

  --app "<command>"   the CDK app (default: the app of cdk.json)
  --assembly <dir>    a synthesised cloud assembly, instead of an app
  --port <n>          HTTPS port of the API (default 8443)
  --aws-port <n>      HTTPS port of the AWS and Cognito endpoints (default 8444)
  --console-port <n>  HTTPS port of the console (default 8445)
  --domain-port <n>   first HTTPS port of the template's domains (default 8447, or the next free one)
  --state <dir>       where state is kept (default .portcullis)
  --fresh             start empty
  --fast-writes       acknowledge writes of DynamoDB before the disk has them: faster, and a power cut may lose them
${firewallOptionsUsage}
  --seed <file>       a program that fills the system once it runs
  --no-watch          do not reload handlers when their source changes
  --verbose           show where in the code an error came from, also of the app and the seed (or set DEBUG)`;

/** What `portcullis dev` was told. @throws Error for an option that there is not, or two that exclude each other */
export function parseDevOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      app: { type: 'string' },
      assembly: { type: 'string' },
      port: { type: 'string', default: '8443' },
      'aws-port': { type: 'string', default: '8444' },
      'console-port': { type: 'string', default: '8445' },
      'domain-port': { type: 'string', default: '8447' },
      state: { type: 'string', default: '.portcullis' },
      seed: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'fast-writes': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: true },
      verbose: { type: 'boolean', default: (process.env['DEBUG'] ?? '') !== '' },
      ...firewallOptions,
    },
  });
  if (values.app !== undefined && values.assembly !== undefined)
    throw new Error('--app and --assembly exclude each other');
  const app = values.assembly === undefined ? (values.app ?? readCdkFile(process.cwd()).app) : undefined;
  if (app === undefined && values.assembly === undefined) {
    throw new Error(
      'There is no cdk.json here that names an app. Name one with --app, or a cloud assembly with --assembly',
    );
  }
  return {
    app,
    assembly: values.assembly,
    port: portOf('--port', values.port),
    awsPort: portOf('--aws-port', values['aws-port']),
    consolePort: portOf('--console-port', values['console-port']),
    domainPort: portOf('--domain-port', values['domain-port']),
    state: values.state,
    seed: values.seed,
    fresh: values.fresh,
    fastWrites: values['fast-writes'],
    watch: values.watch,
    verbose: values.verbose,
    firewall: readFirewallSettings(values),
  };
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) throw new Error(`${name} must be a port, 0 to 65535`);
  return port;
}
