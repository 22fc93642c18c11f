import type { CDPSession } from 'playwright-core';

/** Gives a page an authenticator of its own, as a fingerprint reader would be: it is touched at once, by the right finger. */
export async function addAuthenticator(session: CDPSession): Promise<string> {
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true, defaultBackupEligibility: true },
    },
  });
  return authenticatorId;
}
