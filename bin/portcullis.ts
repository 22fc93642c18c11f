#!/usr/bin/env node
import {
  accessUsage,
  certsUsage,
  consoleUsage,
  devUsage,
  firewallUsage,
  keysUsage,
  outboxUsage,
  runAccessCommand,
  runCertsCommand,
  runConsoleCommand,
  runDevCommand,
  runFirewallCommand,
  runKeysCommand,
  runOutboxCommand,
} from '../lib/local/index.ts';

interface Command {
  readonly usage: string;
  run(args: readonly string[]): Promise<void>;
}

const commands: ReadonlyMap<string, Command> = new Map([
  ['dev', { usage: devUsage, run: runDevCommand }],
  ['access', { usage: accessUsage, run: (args) => runAccessCommand(args) }],
  [
    'certs',
    {
      usage: certsUsage,
      async run(args) {
        // No other command needs the handlers' code.
        const { certificateIds } = await import('../lib/handler/index.ts');
        await runCertsCommand(args, { revocationIdOf: (certificate) => certificateIds(certificate).serial });
      },
    },
  ],
  ['console', { usage: consoleUsage, run: (args) => runConsoleCommand(args) }],
  ['firewall', { usage: firewallUsage, run: (args) => runFirewallCommand(args) }],
  ['keys', { usage: keysUsage, run: (args) => runKeysCommand(args) }],
  ['outbox', { usage: outboxUsage, run: (args) => runOutboxCommand(args) }],
]);

const usage = [
  'usage: portcullis <command> [option ...]',
  ...[...commands.values()].map((command) => command.usage),
].join('\n\n');

const [name, ...args] = process.argv.slice(2);
const command = commands.get(name ?? '');
if (name === undefined || ['help', '--help', '-h'].includes(name)) console.log(usage);
else if (command === undefined) {
  console.error(`There is no command '${name}'.\n\n${usage}`);
  process.exitCode = 2;
} else if (args.includes('--help') || args.includes('-h')) {
  console.log(command.usage);
} else {
  try {
    await command.run(args);
  } catch (error) {
    const isVerbose = args.includes('--verbose') || (process.env['DEBUG'] ?? '') !== '';
    console.error(`\n${error instanceof Error ? (isVerbose ? error.stack : error.message) : error}`);
    process.exitCode = 1;
  }
}
