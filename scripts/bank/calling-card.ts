import { relative } from 'node:path';
import { type DemoFile, demoFileIn } from './demo-file.ts';

/** How to call each kind of endpoint, one line each, to copy. */
export function callingCard(demo: DemoFile, stateFolder: string): string {
  const file = (path: string) => relative(process.cwd(), path) || path;
  const state = relative(process.cwd(), stateFolder);
  // Where the scripts look by themselves is not said.
  const where = state === '.portcullis' ? '' : `PORTCULLIS_STATE=${state} `;
  const curl = `curl --cacert ${file(demo.caFile)}`;
  const credential = (of: string) => `$(${where}npm run -s credential ${of})`;
  const bearer = (user: string) => `-H "authorization: Bearer ${credential(user)}"`;
  const [source = '', target = ''] = demo.users.alice.accounts;
  const rows: readonly (readonly [who: string, line: string])[] = [
    ['anyone', `${curl} ${demo.apiUrl}/health`],
    ['a customer', `${curl} ${bearer('alice')} ${demo.apiUrl}/accounts`],
    [
      'a transfer',
      `${curl} ${bearer('alice')} -H "content-type: application/json" -H "idempotency-key: $(node -p 'crypto.randomUUID()')" ` +
        `-d '{"from":"${source}","to":"${target}","amount":1250,"currency":"EUR"}' ${demo.apiUrl}/transfers`,
    ],
    ['an operator', `${curl} ${bearer('olivia')} ${demo.apiUrl}/customers`],
    ['a partner', `${curl} -H "x-api-key: ${credential('partner')}" ${demo.apiUrl}/rates`],
    ['refused', `${curl} -i ${demo.apiUrl}/accounts`],
  ];
  return [
    'Call it:',
    ...rows.map(([who, line]) => `  # ${who}\n  ${line}`),
    '',
    `Users, passwords, TOTP secrets, keys and ids: ${file(demoFileIn(stateFolder))}`,
    `Trust the certificate authority elsewhere: NODE_EXTRA_CA_CERTS=${file(demo.caFile)}, or import that file`,
    `The story of the bank: ${where}npm run demo`,
  ].join('\n');
}
