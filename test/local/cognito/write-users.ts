import { createCognito } from '../../../lib/local/cognito/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { declareResource, goodPassword } from './fixture.ts';

/** Makes users until it is killed, and prints the name of each one that was acknowledged. */
const { STATE_FOLDER: stateFolder = '', MASTER_KEY = '' } = process.env;
const cognito = createCognito({
  environment: { ...testEnvironment(stateFolder), masterKey: Buffer.from(MASTER_KEY, 'hex') },
});
const pool = declareResource(cognito, 'AWS::Cognito::UserPool', {}, '0000000000aa');
const UserPoolId = pool.ref;
const client = declareResource(
  cognito,
  'AWS::Cognito::UserPoolClient',
  { UserPoolId, GenerateSecret: true },
  '00000000beef',
);
const [key] = cognito.keysOf(String(pool.attributes['Arn'])).jwks.keys;
console.log(JSON.stringify({ kid: key?.kid, secret: client.attributes['ClientSecret'] }));

const call = { caller: { kind: 'developer', arn: 'arn:aws:iam::123456789012:user/test' }, requestId: 'test' } as const;
const create = cognito.api.operations.get('AdminCreateUser');
for (let index = 0; index < 1_000; index += 1) {
  const Username = `user-${index}`;
  await create?.run(
    { UserPoolId, Username, TemporaryPassword: goodPassword, MessageAction: 'SUPPRESS' },
    { ...call, nowMillis: Date.now() },
  );
  console.log(Username);
}
