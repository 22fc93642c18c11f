import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { invalidParameter, refusal } from '../refusals.ts';
import { isOriginOf } from './relying-party.ts';

/** What the browser says it did (WebAuthn §5.8.1); it may say more. */
const clientData = z.looseObject({
  type: z.string(),
  challenge: z.string().min(1),
  origin: z.string().min(1),
  crossOrigin: z.boolean().optional(),
});

export type ClientData = z.output<typeof clientData>;

/** @throws AwsError InvalidParameterException */
export function parseClientData(bytes: Buffer): ClientData {
  try {
    return clientData.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    throw invalidParameter('clientDataJSON is not what a browser writes');
  }
}

/**
 * Whether it was done for this: by a page of the relying party, which was not inside another one.
 *
 * @throws AwsError InvalidParameterException, WebAuthnOriginNotAllowedException
 */
export function assertClientData(
  { type, origin, crossOrigin }: ClientData,
  expected: {
    readonly type: 'webauthn.create' | 'webauthn.get';
    readonly relyingPartyId: string;
    readonly onlyOrigin: string | undefined;
  },
): void {
  if (type !== expected.type) throw invalidParameter(`clientDataJSON is not of type ${expected.type}`);
  if (crossOrigin === true) throw refusal('passkey-origin');
  if (!isOriginOf(expected.relyingPartyId, origin)) throw refusal('passkey-origin');
  if (origin !== (expected.onlyOrigin ?? origin)) throw refusal('passkey-origin');
}

export const isChallenge = (given: string, challenge: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(challenge)];
  return one.length === other.length && timingSafeEqual(one, other);
};
