import { inRoom, type Layer } from '../mutation.ts';

const inCognito = inRoom('local/cognito');

/** What a remembered device may stand in for, and who may say to be one. */
export const localDevices: Layer = {
  name: 'local devices',
  mutations: [
    inCognito(
      'a device that is only tracked spares no second factor',
      'sign-in/next-challenge.ts',
      'device?.remembered === true && factors !== undefined',
      'device !== undefined && factors !== undefined',
      'devices',
    ),
    inCognito(
      'a device takes the place of no code by mail',
      'sign-in/next-challenge.ts',
      "factors.some((name) => name === 'SMS_MFA' || name === 'SOFTWARE_TOKEN_MFA')",
      'factors.length > 0',
      'devices',
    ),
    inCognito(
      'a device is its owner’s and nobody else’s',
      'store/devices.ts',
      "const mine = 'pool = ? AND sub = ? AND device_key = ?'",
      "const mine = 'pool = ? AND length(?) > 0 AND device_key = ?'",
      'device-attacks',
    ),
    inCognito(
      'a device that does not know its secret is refused',
      'sign-in/answer-device.ts',
      'if (!isRightProof(proof, challenge, { token, identity })) {',
      'if (!isRightProof(proof, challenge, { token, identity }) && token === identity.userId) {',
      'device-attacks',
    ),
    inCognito(
      'a proof of a device is taken once',
      'sign-in/answer-device.ts',
      '  room.sessions.use(token);\n  const identity',
      '  const identity',
      'device-attacks',
    ),
    inCognito(
      'wrong proofs of a device lock out',
      'sign-in/answer-device.ts',
      '    room.failedAttempts.record(pool.id, attemptsName);\n',
      '',
      'device-attacks',
    ),
    inCognito(
      'a proof is for the device that was asked',
      'sign-in/respond.ts',
      "    if (given !== session.deviceKey) throw refusal('device-unknown');\n",
      '',
      'device-attacks',
    ),
    inCognito(
      'a device that is remembered no more proves nothing',
      'sign-in/answer-device.ts',
      "  if (!device.remembered) throw refusal('device-unknown');\n",
      '',
      'device-attacks',
    ),
    inCognito(
      'who does not know the password does not learn which devices there are',
      'sign-in/answer-password-verifier.ts',
      'if (isRight && user !== undefined) claimedDevice',
      'if (user !== undefined) claimedDevice',
      'device-attacks',
    ),
    inCognito(
      'a refresh token serves on its device only',
      'sign-in/with-refresh-token.ts',
      '  if (given !== signIn.deviceKey) return false;\n',
      '',
      'device-attacks',
    ),
    inCognito(
      'what signed in on a forgotten device refreshes no more',
      'sign-in/with-refresh-token.ts',
      'given === undefined || room.devices.find(user, given) !== undefined',
      'true',
      'device-attacks',
    ),
    inCognito(
      'a forgotten device does not come back by an old access token',
      'store/devices.ts',
      'SET unconfirmed_group_key = NULL',
      'SET unconfirmed_group_key = unconfirmed_group_key',
      'device-attacks',
    ),
    inCognito(
      'a device is confirmed by the sign-in that got its keys',
      'store/devices.ts',
      'WHERE event_id = ? AND device_key = ?',
      'WHERE length(?) > 0 AND device_key = ?',
      'device-attacks',
    ),
    inCognito(
      'a verifier to which anyone has the answer is refused',
      'secrets/srp.ts',
      'value > 1n && value < N - 1n ?',
      'value > 0n ?',
      'device-attacks',
    ),
  ],
};
