import { explainUsage, runExplainCommand } from '../firewall-explain/index.ts';
import { replayUsage, runReplayCommand } from '../firewall-replay/index.ts';
import { runScoreCommand, scoreUsage } from '../firewall-score/index.ts';

interface Subcommand {
  readonly usage: string;
  run(args: readonly string[], print: (text: string) => void): Promise<void>;
}

const subcommands: ReadonlyMap<string, Subcommand> = new Map([
  ['explain', { usage: explainUsage, run: runExplainCommand }],
  ['replay', { usage: replayUsage, run: runReplayCommand }],
  ['score', { usage: scoreUsage, run: runScoreCommand }],
]);

/** How `portcullis firewall` is called, for the help of the command line. */
export const firewallUsage = [...subcommands.values()].map(({ usage }) => usage).join('\n\n');

/** `portcullis firewall <what>`: asks the web ACL of an app, without running the app. */
export async function runFirewallCommand(
  [name, ...args]: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const subcommand = subcommands.get(name ?? '');
  if (subcommand === undefined) throw new Error(`portcullis firewall knows: ${[...subcommands.keys()].join(', ')}`);
  await subcommand.run(args, print);
}
