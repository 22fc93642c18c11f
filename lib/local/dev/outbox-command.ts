import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createOutbox, type KeptMessage, OUTBOX_FILE } from '../outbox/index.ts';
import { printMessage } from '../outbox/print-message.ts';
import { readPrivateFile } from '../private-file.ts';

/** How `portcullis outbox` is called, for the help of the command line. */
export const outboxUsage = `portcullis outbox: prints the mails and text messages that would have left this machine

  --to <recipient>    only those to one mail address or telephone number
  --limit <n>         how many of the newest (default 20)
  --follow            and those that come, until it is ended
  --json              one JSON object a line
  --state <dir>       where state is kept (default .portcullis)`;

const LOOK_MILLIS = 500;

/** `portcullis outbox`: reads the outbox, also while `portcullis dev` writes to it; oldest first. */
export async function runOutboxCommand(
  args: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const { state, to, follow, json, limit } = parseOptions(args);
  const stateFolder = resolve(state);
  const services = join(stateFolder, 'services');
  const masterKey = readPrivateFile(join(stateFolder, 'master.key'));
  if (masterKey === undefined || !existsSync(join(services, OUTBOX_FILE))) {
    throw new Error(`${stateFolder} has no outbox yet. Run \`portcullis dev\` first, or name its folder with --state`);
  }
  const outbox = createOutbox({
    environment: { stateFolder: services, masterKey: Buffer.from(masterKey, 'base64'), now: Date.now },
  });
  const show = json ? (message: KeptMessage) => JSON.stringify(message) : printMessage;
  try {
    const seen = new Set<string>();
    do {
      const newest = outbox.list({ to, limit });
      for (const message of newest.toReversed()) {
        if (seen.has(message.messageId)) continue;
        seen.add(message.messageId);
        print(show(message));
      }
      if (follow) await setTimeout(LOOK_MILLIS);
    } while (follow);
    if (seen.size === 0) console.error(to === undefined ? 'The outbox is empty.' : `Nothing was sent to ${to}.`);
  } finally {
    outbox.close();
  }
}

function parseOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      to: { type: 'string' },
      limit: { type: 'string', default: '20' },
      follow: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      state: { type: 'string', default: '.portcullis' },
    },
  });
  const limit = Number(values.limit);
  if (!(Number.isInteger(limit) && limit >= 1)) throw new Error('--limit must be a number of messages, 1 or more');
  return { ...values, limit };
}
