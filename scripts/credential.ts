/** `npm run -s credential <alice|bob|olivia|service|partner>`: prints an access token, or the partner's API key. */

import { type DemoFile, type DemoUserName, readDemoFile } from './bank/demo-file.ts';
import { cognitoOf } from './bank/sdk-clients.ts';
import { serviceToken } from './bank/service-token.ts';
import { signIn } from './bank/sign-in.ts';
import { trust } from './bank/trust.ts';
import { failPlainly } from './fail-plainly.ts';

failPlainly();
const demo = readDemoFile(process.env['PORTCULLIS_STATE'] ?? '.portcullis');
trust(demo.caFile);
const user = (name: DemoUserName) => async (): Promise<string> => {
  const cognito = cognitoOf(demo);
  const { AccessToken = '' } = await signIn(cognito, demo.clients.cli.clientId, demo.users[name]);
  cognito.destroy();
  return AccessToken;
};

const credentials: ReadonlyMap<string, (demo: DemoFile) => Promise<string>> = new Map([
  ['alice', user('alice')],
  ['bob', user('bob')],
  ['olivia', user('olivia')],
  ['service', () => serviceToken(demo)],
  ['partner', async () => demo.partner.apiKey],
]);

const credential = credentials.get(process.argv[2] ?? '');
if (credential === undefined) {
  console.error(`usage: npm run -s credential <${[...credentials.keys()].join('|')}>`);
  process.exitCode = 2;
} else console.log(await credential(demo));
