import { inRoom, type Layer } from '../mutation.ts';

const inCognito = inRoom('local/cognito');

/** What a passkey must show, when it is registered and whenever it signs. */
export const localPasskeys: Layer = {
  name: 'local passkeys',
  mutations: [
    inCognito(
      'a challenge registers one passkey',
      'store/passkeys.ts',
      "    this.#database.run('DELETE FROM passkey_registrations WHERE pool = ? AND sub = ?', ...mine);\n",
      '',
      'passkey-registration',
    ),
    inCognito(
      'a registration is for its own challenge',
      'store/passkeys.ts',
      'hashOf(challenge).equals(row.challenge_hash) && ',
      '',
      'passkey-registration',
    ),
    inCognito(
      'a registration ends in the client that began it',
      'store/passkeys.ts',
      "    if (row.client !== client.id) throw refusal('passkey-client');\n",
      '',
      'passkey-registration',
    ),
    inCognito(
      'only pages of the relying party use its passkeys',
      'passkeys/relying-party.ts',
      'hostname.endsWith(`.${relyingPartyId}`)',
      'hostname.endsWith(relyingPartyId)',
      'passkey-registration',
    ),
    inCognito(
      'a page inside another one uses no passkey',
      'passkeys/client-data.ts',
      "  if (crossOrigin === true) throw refusal('passkey-origin');\n",
      '',
      'passkey-attacks',
    ),
    inCognito(
      'a registration is no sign-in, nor the other way round',
      'passkeys/client-data.ts',
      '  if (type !== expected.type) throw invalidParameter(`clientDataJSON is not of type ${expected.type}`);\n',
      '',
      'passkey-attacks',
    ),
    inCognito(
      'an authenticator signs for the relying party',
      'passkeys/judge-passkey.ts',
      "  if (!data.rpIdHash.equals(sha256(Buffer.from(relyingPartyId)))) throw refusal('passkey-relying-party');\n",
      '',
      'passkey-attacks',
    ),
    inCognito(
      'somebody is present when a passkey signs',
      'passkeys/judge-passkey.ts',
      "  if (!data.userPresent) throw invalidParameter('nobody was present');\n",
      '',
      'passkey-attacks',
    ),
    inCognito(
      'a passkey is both factors only when its user was verified',
      'passkeys/sign-in-options.ts',
      "passkeys.multiFactor ? 'required' : passkeys.userVerification",
      'passkeys.userVerification',
      'passkeys',
    ),
    inCognito(
      'a passkey signs with its own key',
      'passkeys/judge-passkey.ts',
      'isSigned(signature, { key, signed: signedBytes(authData, clientDataJson) }) ? data : undefined',
      'isSigned(signature, { key, signed: signedBytes(authData, clientDataJson) }) || key ? data : undefined',
      'passkey-attacks',
    ),
    inCognito(
      'a signature is over the challenge of its session',
      'sign-in/answer-passkey.ts',
      '    if (!isChallenge(clientData.challenge, challenge)) return undefined;\n',
      '',
      'passkey-attacks',
    ),
    inCognito(
      'a counter that does not go on is refused',
      'sign-in/answer-passkey.ts',
      'signCount > passkey.signCount ||',
      'signCount >= 0 ||',
      'passkey-attacks',
    ),
    inCognito(
      'a challenge is answered once',
      'sign-in/answer-passkey.ts',
      '  room.sessions.use(token);\n',
      '',
      'passkey-attacks',
    ),
    inCognito(
      'a credential belongs to one person',
      'store/passkeys.ts',
      "    if (added === 0) throw refusal('passkey-known');\n",
      '',
      'passkey-registration',
    ),
    inCognito(
      'a passkey is not offered beside a second factor',
      'sign-in/with-choice.ts',
      '(alone || isBothFactors(room, pool, user)) && usablePasskeys',
      'usablePasskeys',
      'passkeys',
    ),
  ],
};
