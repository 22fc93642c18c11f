import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import type { Case, Judge } from '../case.ts';
import type { Person } from '../person.ts';
import type { Standing } from '../stand-up.ts';

/** One browser: what amazon-cognito-identity-js caches of a device lies in its storage. */
class Browser {
  readonly #standing: Standing;
  readonly #person: Person;
  readonly #store = new Map<string, string>();

  constructor(standing: Standing, person: Person) {
    this.#standing = standing;
    this.#person = person;
  }

  get deviceKey(): string | undefined {
    return [...this.#store].find(([name]) => name.endsWith('.deviceKey'))?.[1];
  }

  /** What somebody who may read the storage could carry to another browser, without the secret that proves the device. */
  copyKeysTo(other: Browser): void {
    for (const [name, value] of this.#store) {
      if (/\.device(Group)?Key$/.test(name)) other.#store.set(name, value);
    }
    for (const [name] of this.#store) {
      if (name.endsWith('.randomPasswordKey')) other.#store.set(name, 'guessed');
    }
  }

  user(): CognitoUser {
    const Storage = {
      setItem: (key: string, value: string) => void this.#store.set(key, value),
      getItem: (key: string) => this.#store.get(key) ?? null,
      removeItem: (key: string) => void this.#store.delete(key),
      clear: () => this.#store.clear(),
    };
    const { url, tracking } = this.#standing;
    const ids = { UserPoolId: tracking.userPoolId, ClientId: tracking.client };
    const Pool = new CognitoUserPool({ ...ids, endpoint: url, Storage });
    return new CognitoUser({ Username: this.#person.username, Pool, Storage });
  }

  signIn(user = this.user()): Promise<SignedIn> {
    const { username, password, nextCode } = this.#person;
    let codes = 0;
    return new Promise((resolve, reject) => {
      const callbacks = {
        onSuccess: (session: CognitoUserSession, asksUser?: boolean) =>
          resolve({ user, session, codes, asksUser: asksUser === true }),
        onFailure: reject,
        totpRequired() {
          codes += 1;
          user.sendMFACode(nextCode(), callbacks, 'SOFTWARE_TOKEN_MFA');
        },
      };
      user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), callbacks);
    });
  }
}

interface SignedIn {
  readonly user: CognitoUser;
  readonly session: CognitoUserSession;
  /** How many codes of the authenticator app it took. */
  readonly codes: number;
  /** Whether the application is to ask if the device shall be remembered. */
  readonly asksUser: boolean;
}

type Callbacks = { onSuccess: (value: string) => void; onFailure: (error: Error) => void };

const done = (call: (callbacks: Callbacks) => void): Promise<string> =>
  new Promise((onSuccess, onFailure) => call({ onSuccess, onFailure }));

const listed = (user: CognitoUser): Promise<readonly string[]> =>
  new Promise((resolve, reject) =>
    user.listDevices(10, null, {
      onSuccess: ({ Devices }: { Devices: readonly { DeviceKey: string }[] }) =>
        resolve(Devices.map(({ DeviceKey }) => DeviceKey)),
      onFailure: reject,
    }),
  );

const refreshed = (user: CognitoUser, session: CognitoUserSession): Promise<CognitoUserSession> =>
  new Promise((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error, next) => (error ? reject(error) : resolve(next))),
  );

/** A browser whose device is remembered. */
async function remembered(standing: Standing): Promise<{ browser: Browser; person: Person; first: SignedIn }> {
  const person = await standing.tracking.newPerson();
  const browser = new Browser(standing, person);
  const first = await browser.signIn();
  await done((callbacks) => first.user.setDeviceStatusRemembered(callbacks));
  return { browser, person, first };
}

const cases: readonly Case[] = [
  {
    title: 'a device is confirmed by SRP, remembered on the word of its user, and then spares the code',
    async run(standing) {
      const person = await standing.tracking.newPerson();
      const browser = new Browser(standing, person);
      const first = await browser.signIn();
      assert.deepEqual([first.codes, first.asksUser], [1, true]);
      assert.equal(first.session.getAccessToken().payload['device_key'], browser.deviceKey);
      assert.equal((await browser.signIn()).codes, 1, 'a device that is only tracked spares nothing');
      await done((callbacks) => first.user.setDeviceStatusRemembered(callbacks));
      assert.deepEqual(await listed(first.user), [browser.deviceKey]);
      const second = await browser.signIn();
      assert.equal(second.codes, 0);
      assert.equal(second.session.getAccessToken().payload['device_key'], browser.deviceKey);
    },
  },
  {
    title: 'tokens are refreshed on their device, and nowhere else',
    async run(standing) {
      const { first, browser } = await remembered(standing);
      const next = await refreshed(first.user, first.session);
      assert.equal(next.getAccessToken().payload['device_key'], browser.deviceKey);
      const AuthParameters = { REFRESH_TOKEN: first.session.getRefreshToken().getToken() };
      const elsewhere = { ClientId: standing.tracking.client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters } as const;
      await assert.rejects(standing.aws.send(new sdk.InitiateAuthCommand(elsewhere)), sdk.NotAuthorizedException);
    },
  },
  {
    title: 'the keys of a device without its secret are refused',
    async run(standing) {
      const { browser, person } = await remembered(standing);
      const thief = new Browser(standing, person);
      browser.copyKeysTo(thief);
      await assert.rejects(thief.signIn(), { name: 'NotAuthorizedException' });
    },
  },
  {
    title: 'a device that its user forgot starts anew, in the same object and after a reload',
    async run(standing) {
      const { browser, first } = await remembered(standing);
      const before = browser.deviceKey;
      const { user } = await browser.signIn();
      await standing.aws.send(
        new sdk.AdminForgetDeviceCommand({
          ...{ UserPoolId: standing.tracking.userPoolId, Username: first.user.getUsername() },
          DeviceKey: before,
        }),
      );
      assert.equal((await browser.signIn(user)).codes, 1);
      assert.notEqual(browser.deviceKey, before);
      await done((callbacks) => user.forgetDevice(callbacks));
      assert.equal(browser.deviceKey, undefined);
    },
  },
  {
    title: 'an administrator sees and changes the devices of a user',
    async run(standing) {
      const { browser, person } = await remembered(standing);
      const { aws, tracking } = standing;
      const device = { UserPoolId: tracking.userPoolId, Username: person.username, DeviceKey: browser.deviceKey };
      const { Devices = [] } = await aws.send(new sdk.AdminListDevicesCommand(device));
      assert.deepEqual(
        Devices.map(({ DeviceKey }) => DeviceKey),
        [browser.deviceKey],
      );
      const { Device } = await aws.send(new sdk.AdminGetDeviceCommand(device));
      assert.ok(Device?.DeviceLastAuthenticatedDate instanceof Date);
      const status = { ...device, DeviceRememberedStatus: 'not_remembered' } as const;
      await aws.send(new sdk.AdminUpdateDeviceStatusCommand(status));
      assert.equal((await browser.signIn()).codes, 1);
      await aws.send(new sdk.AdminForgetDeviceCommand(device));
      await assert.rejects(aws.send(new sdk.AdminGetDeviceCommand(device)), sdk.ResourceNotFoundException);
    },
  },
];

/** amazon-cognito-identity-js on a device, and the AWS SDK as its administrator. */
export const devices: Judge = { name: 'identity-js and its devices', cases };
