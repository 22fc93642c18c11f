import { setTimeout as wait } from 'node:timers/promises';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { totpAt } from '../../../scripts/bank/totp.ts';
import { httpsClient } from '../../../scripts/https-client.ts';
import { Visitor } from '../../local/cognito/login-fixture.ts';

/** Where the user pool is, and whose certificates it shows. */
export interface Place {
  readonly url: string;
  readonly caFile: string;
}

/** Somebody with a password and an authenticator app. */
export interface Person {
  readonly username: string;
  readonly password: string;
  /** A code that was not used before: that of now, then that of the next half minute. */
  nextCode(): string;
}

const password = 'correct Horse 7 battery';

/** Makes a user with the AWS SDK, up to the authenticator app. */
export async function enrol(
  aws: sdk.CognitoIdentityProviderClient,
  {
    UserPoolId,
    ClientId,
    Username,
  }: { readonly UserPoolId: string; readonly ClientId: string; readonly Username: string },
): Promise<Person> {
  await aws.send(
    new sdk.AdminCreateUserCommand({
      ...{ UserPoolId, Username, TemporaryPassword: password, MessageAction: 'SUPPRESS' },
      UserAttributes: [
        { Name: 'email', Value: `${Username}@bank.example` },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  const permanent = { UserPoolId, Username, Password: password, Permanent: true };
  await aws.send(new sdk.AdminSetUserPasswordCommand(permanent));
  const AuthParameters = { USERNAME: Username, PASSWORD: password };
  const begun = await aws.send(
    new sdk.InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }),
  );
  const { SecretCode = '', Session } = await aws.send(
    new sdk.AssociateSoftwareTokenCommand({ Session: begun.Session }),
  );
  // The code before this half minute's leaves both of the next for signing in; it must not grow older on its way.
  const millisLeft = 30_000 - (Date.now() % 30_000);
  if (millisLeft < 2_000) await wait(millisLeft);
  await aws.send(new sdk.VerifySoftwareTokenCommand({ Session, UserCode: totpAt(SecretCode, Date.now(), -1) }));
  let signIns = 0;
  return {
    ...{ username: Username, password },
    nextCode() {
      signIns += 1;
      return totpAt(SecretCode, Date.now(), signIns - 1);
    },
  };
}

/** A browser without scripts, over the network. */
export function visitorOf({ url, caFile }: Place): Visitor {
  return new Visitor({
    async routes({ method, path, query, headers, body }) {
      const client = httpsClient(url, caFile);
      try {
        const answer = await client.call(query === '' ? path : `${path}?${query}`, {
          ...{ method, body },
          headers: Object.fromEntries([...headers].map(([name, values]) => [name, values.join('; ')])),
        });
        const answered = Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join()] as const);
        return { status: answer.status, headers: Object.fromEntries(answered), body: answer.text };
      } finally {
        client.close();
      }
    },
  });
}

/** Signs a person in through the page that an address of `/oauth2/authorize` leads to. @returns where the page ends */
export async function signInAt(place: Place, address: URL, person: Person): Promise<URL> {
  const visitor = visitorOf(place);
  await visitor.open(`${address.pathname}${address.search}`);
  await visitor.submit({ username: person.username, password: person.password });
  await visitor.submit({ code: person.nextCode() });
  if (visitor.arrivedAt === undefined) throw new Error(`the page stopped at '${visitor.shown.title}'`);
  return visitor.arrivedAt;
}
