import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { startSrpExchange } from '../secrets/srp.ts';
import type { Device } from '../store/devices.ts';
import type { User } from '../store/users.ts';
import type { Answer } from './answer.ts';
import { parseSrpA } from './begin-srp.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';
import { isRightProof, takeSrpProof } from './srp-proof.ts';

/** DEVICE_SRP_AUTH: the first half of the exchange by which a remembered device shows that it is the same. */
export async function answerDeviceSrp(room: Room, answer: Answer): Promise<JsonObject> {
  const { client, session, token, responses } = answer;
  const { challenge, ...carried } = session;
  if (challenge.name !== 'DEVICE_SRP_AUTH') throw refusal('session-unknown');
  const { SRP_A } = takeParameters(responses, { required: ['USERNAME', 'SRP_A'], optional: ['SECRET_HASH'] });
  const clientPublic = parseSrpA(SRP_A);
  const { user, device } = rememberedDevice(room, answer);
  const record = room.devices.srpRecord(user, device.key);
  if (record === undefined) throw refusal('device-unknown');
  room.sessions.use(token);
  const { secret, serverPublic } = startSrpExchange(record.verifier);
  const Session = room.sessions.open(client, {
    ...carried,
    challenge: {
      ...{ name: 'DEVICE_PASSWORD_VERIFIER', secondFactor: challenge.secondFactor },
      clientPublic: clientPublic.toString('base64url'),
      serverPublic: serverPublic.toString('base64url'),
      serverSecret: secret.toString('base64url'),
      verifier: record.verifier.toString('base64url'),
    },
  });
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    ChallengeParameters: {
      ...{ DEVICE_KEY: device.key, USERNAME: user.username, SECRET_BLOCK: Session },
      SALT: record.salt.toString('hex'),
      SRP_B: BigInt(`0x${serverPublic.toString('hex')}`).toString(16),
    },
    Session,
  };
}

/** DEVICE_PASSWORD_VERIFIER: the proof itself. Right or wrong, the exchange is over; a wrong one counts. */
export async function answerDeviceVerifier(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, clientMetadata } = answer;
  const { challenge, attemptsName, newPassword } = session;
  if (challenge.name !== 'DEVICE_PASSWORD_VERIFIER') throw refusal('session-unknown');
  const proof = takeSrpProof(answer);
  const { user, device } = rememberedDevice(room, answer);
  room.sessions.use(token);
  const identity = { poolName: device.groupKey, userId: device.key };
  if (!isRightProof(proof, challenge, { token, identity })) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw refusal('wrong-password');
  }
  return proceed(room, {
    ...{ pool, client, user, attemptsName, newPassword, clientMetadata },
    ...{ secondFactor: challenge.secondFactor, deviceKey: device.key, deviceProven: true },
  });
}

/** @throws AwsError ResourceNotFoundException for a device that was forgotten, or is remembered no more, on the way */
function rememberedDevice(room: Room, { pool, session }: Answer): { readonly user: User; readonly device: Device } {
  const { sub, deviceKey } = session;
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (user === undefined || deviceKey === undefined) throw refusal('session-unknown');
  if (!user.enabled) throw refusal('user-disabled');
  const device = room.devices.get(user, deviceKey);
  if (!device.remembered) throw refusal('device-unknown');
  return { user, device };
}
