import { parseArgs } from 'node:util';

/** How `portcullis keys` is called, for the help of the command line. */
export const keysUsage = `portcullis keys: API keys of partners, through the endpoints of the API, in the name of the operator whose token it is

  list                   the keys of all partners, newest first
  issue <name>           issues a key and shows it once
  rotate <key id>        replaces a key by one with the same terms and the same end, and shows that once
  revoke <key id>        ends a key for ever

  --purpose <text>       with issue: what the key is for
  --scope <scope>        with issue: what it opens; more than once for several
  --role <role>          with issue: as whom; more than once for several (default partner)
  --days <n>             with issue: how long it works, a year at most (default 90)
  --client <client>      with issue: whom it belongs to (default: a client of its own)
  --cidr <block>         with issue: where it may be used from; more than once for several (default everywhere)
  --method <method>      with issue: what it may be used with; more than once for several (default all)
  --grace <seconds>      with rotate: how long the old key works on, a week at most (default 3600)
  --limit <n>            with list: how many (default 50)
  --json                 what the API answered, one JSON object a line
  --url <url>            the API (default: the one that \`portcullis dev\` serves)
  --ca <file>            PEM of the authority to trust (default: with --url those of Node, else the local one)
  --state <dir>          where \`portcullis dev\` keeps its state (default .portcullis)

  The operator's access token comes from the variable PORTCULLIS_TOKEN, or else from standard input. No option takes it:
  arguments stand in the list of processes, which every user of the machine can read, and in the history of the shell.

  A key that is issued goes to standard output, alone; everything about it goes to standard error. So a vault can read it:
    PORTCULLIS_TOKEN=$(npm run -s credential olivia) portcullis keys issue Acme --purpose Rates --scope bank/rates.read |
      vault kv put secret/acme key=-`;

/** What the options say. */
export type KeysValues = ReturnType<typeof parseKeysOptions>['values'];

/** @throws Error for an option that there is not; its value is not repeated */
export function parseKeysOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      purpose: { type: 'string' },
      scope: { type: 'string', multiple: true },
      role: { type: 'string', multiple: true, default: ['partner'] },
      days: { type: 'string', default: '90' },
      client: { type: 'string' },
      cidr: { type: 'string', multiple: true },
      method: { type: 'string', multiple: true },
      grace: { type: 'string', default: '3600' },
      limit: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      url: { type: 'string' },
      ca: { type: 'string' },
      state: { type: 'string', default: '.portcullis' },
    },
  });
}

/** @throws Error that does not repeat what was given: it may be a whole key */
export function keyIdOf(action: string, [keyId = '', ...rest]: readonly string[]): string {
  if (/^[0-9A-Za-z]{12}$/.test(keyId) && rest.length === 0) return keyId;
  const secret = keyId.startsWith('pcl_')
    ? ' A whole key was given: your shell may remember it, so rotate it by its id.'
    : '';
  throw new Error(
    `keys ${action} takes the id of one key, the 12 characters between its second and third underscore.${secret}`,
  );
}

/** @throws Error that names the option */
export function wholeNumber(option: string, text: string, { least, most }: { least: number; most: number }): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Error(`${option} must be a whole number from ${least} to ${most}`);
}
