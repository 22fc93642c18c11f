import * as z from 'zod';
import { invalidParameter } from '../refusals.ts';
import { parseSrpRecord } from '../secrets/srp.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Numbers of at most 3,072 bits and a sign, as base64. */
const number = z.base64().min(4).max(520);

/**
 * Begins to track the device on which the bearer signed in, by the keys that came with the tokens. It is remembered at once
 * unless the pool leaves that to the user. AWS lets the verifier be absent; here a device that could never prove itself is
 * refused.
 */
export const confirmDevice = openOperation({
  name: 'ConfirmDevice',
  input: {
    ...{ AccessToken: members.accessToken, DeviceKey: members.deviceKey },
    DeviceName: z.string().min(1).max(131_072).optional(),
    DeviceSecretVerifierConfig: z.strictObject({ PasswordVerifier: number, Salt: number }),
  },
  async run(room, { AccessToken, DeviceKey, DeviceName, DeviceSecretVerifierConfig: config }) {
    const { pool, user, signIn } = await verifyAccessToken(room, AccessToken);
    const srp = parseSrpRecord({
      salt: Buffer.from(config.Salt, 'base64'),
      verifier: Buffer.from(config.PasswordVerifier, 'base64'),
    });
    if (srp === undefined) throw invalidParameter('Negative or unusable value passed for Salt or PasswordVerifier');
    const asksUser = pool.devices?.rememberedOnPromptOnly ?? true;
    room.devices.confirm(user, signIn, { key: DeviceKey, name: DeviceName, srp, remembered: !asksUser });
    return { UserConfirmationNecessary: asksUser };
  },
});
