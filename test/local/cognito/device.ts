import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { modPow, toSignedBytes } from '../../../lib/local/cognito/secrets/srp.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { allFlows, type Fixture, type Person, passwordSignIn, text } from './fixture.ts';

/** What an application keeps of a device: its keys and the secret that it made up. */
export interface TestDevice {
  readonly key: string;
  readonly groupKey: string;
  readonly secret: string;
  /** `DeviceSecretVerifierConfig` */
  readonly config: { readonly Salt: string; readonly PasswordVerifier: string };
}

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();
const integer = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const k = integer(sha256(toSignedBytes(N), toSignedBytes(2n)));

/** Makes a secret for the keys of `NewDeviceMetadata`, as a client does. */
export function makeDevice(result: JsonObject): TestDevice {
  const { DeviceKey: key, DeviceGroupKey: groupKey } = result['NewDeviceMetadata'] as Record<string, string>;
  if (key === undefined || groupKey === undefined) throw new Error('no keys for a device');
  const secret = randomBytes(40).toString('base64');
  const salt = toSignedBytes(integer(randomBytes(16)));
  const x = integer(sha256(salt, sha256(`${groupKey}${key}:${secret}`)));
  const verifier = toSignedBytes(modPow(2n, x, N));
  return {
    key,
    groupKey,
    secret,
    config: { Salt: salt.toString('base64'), PasswordVerifier: verifier.toString('base64') },
  };
}

/** A pool that tracks devices, in which the bank's second factor is asked for. */
export const trackingPool = (devices: JsonObject = { ChallengeRequiredOnNewDevice: true }): JsonObject => ({
  DeviceConfiguration: devices,
  EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  MfaConfiguration: 'ON',
  UsernameConfiguration: { CaseSensitive: false },
});

/** `AuthenticationResult`, which is there. */
export function resultOf(answer: JsonObject): JsonObject {
  const result = answer['AuthenticationResult'];
  if (result === undefined) throw new Error(`no tokens: ${String(answer['ChallengeName'])}`);
  return result as JsonObject;
}

/** An application on one client, for one person. */
export class DeviceClient {
  readonly clientId: string;
  readonly #fixture: Fixture;
  readonly #person: Person;

  constructor(fixture: Fixture, person: Person, clientId = fixture.client(allFlows)) {
    this.#fixture = fixture;
    this.#person = person;
    this.clientId = clientId;
  }

  /** The password, from a device or from none. */
  begin(deviceKey?: string): Promise<JsonObject> {
    if (deviceKey === undefined) return passwordSignIn(this.#fixture, this.clientId, this.#person);
    const AuthParameters = { USERNAME: this.#person.name, PASSWORD: this.#person.password, DEVICE_KEY: deviceKey };
    return this.#fixture.call('InitiateAuth', {
      ...{ ClientId: this.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters },
    });
  }

  answer(ChallengeName: string, { Session }: JsonObject, given: JsonObject): Promise<JsonObject> {
    return this.#fixture.call('RespondToAuthChallenge', {
      ...{ ChallengeName, ClientId: this.clientId, Session: String(Session) },
      ChallengeResponses: { USERNAME: this.#person.name, ...given },
    });
  }

  /** The code of the app. The clock moves on, so that there is a next one. */
  async giveCode(challenge: JsonObject, given: JsonObject = {}): Promise<JsonObject> {
    const code = { SOFTWARE_TOKEN_MFA_CODE: this.#person.code(), ...given };
    const answer = await this.answer('SOFTWARE_TOKEN_MFA', challenge, code);
    this.#fixture.clock.now += 30_000;
    return answer;
  }

  /** Password and code, then the device is confirmed. */
  async enrol(): Promise<{ readonly device: TestDevice; readonly result: JsonObject; readonly confirmed: JsonObject }> {
    const result = resultOf(await this.giveCode(await this.begin()));
    const device = makeDevice(result);
    return { device, result, confirmed: await this.confirm(result, device) };
  }

  confirm(result: JsonObject, device: TestDevice, changes: JsonObject = {}): Promise<JsonObject> {
    return this.#fixture.call('ConfirmDevice', {
      ...{ AccessToken: text(result, 'AccessToken'), DeviceKey: device.key, DeviceName: 'Engine No. 1' },
      ...{ DeviceSecretVerifierConfig: device.config, ...changes },
    });
  }

  /** DEVICE_SRP_AUTH; `finish` signs what came of it. */
  async startProof(challenge: JsonObject, device: TestDevice): Promise<DeviceProof> {
    const secret = integer(randomBytes(32));
    const clientPublic = modPow(2n, secret, N);
    const asked = await this.answer('DEVICE_SRP_AUTH', challenge, {
      ...{ DEVICE_KEY: device.key, SRP_A: clientPublic.toString(16) },
    });
    return { asked, responses: sign(asked['ChallengeParameters'] as Record<string, string>, device, secret) };
  }

  async prove(challenge: JsonObject, device: TestDevice): Promise<JsonObject> {
    const { asked, responses } = await this.startProof(challenge, device);
    return this.answer('DEVICE_PASSWORD_VERIFIER', asked, responses);
  }

  refresh(RefreshToken: string, DeviceKey?: string): Promise<JsonObject> {
    const AuthParameters = { REFRESH_TOKEN: RefreshToken, ...(DeviceKey && { DEVICE_KEY: DeviceKey }) };
    return this.#fixture.call('InitiateAuth', {
      ...{ ClientId: this.clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters },
    });
  }
}

export interface DeviceProof {
  readonly asked: JsonObject;
  readonly responses: JsonObject;
}

/** The client's half of SRP-6a, with the group key in the place of the pool's name. */
function sign(
  { SALT = '', SRP_B = '', SECRET_BLOCK = '' }: Readonly<Record<string, string>>,
  { key, groupKey, secret }: TestDevice,
  mine: bigint,
): JsonObject {
  const serverPublic = BigInt(`0x${SRP_B}`);
  const u = integer(sha256(toSignedBytes(modPow(2n, mine, N)), toSignedBytes(serverPublic)));
  const x = integer(sha256(toSignedBytes(BigInt(`0x${SALT}`)), sha256(`${groupKey}${key}:${secret}`)));
  const base = (((serverPublic - k * modPow(2n, x, N)) % N) + N) % N;
  const shared = modPow(base, mine + u * x, N);
  const hmacKey = Buffer.from(hkdfSync('sha256', toSignedBytes(shared), toSignedBytes(u), 'Caldera Derived Key', 16));
  const TIMESTAMP = 'Tue Sep 1 10:00:00 UTC 2026';
  const signature = createHmac('sha256', hmacKey)
    .update(`${groupKey}${key}`)
    .update(Buffer.from(SECRET_BLOCK, 'base64'))
    .update(TIMESTAMP)
    .digest('base64');
  return {
    ...{ DEVICE_KEY: key, TIMESTAMP },
    ...{ PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature },
  };
}
