import * as z from 'zod';
import { invalidParameter } from '../refusals.ts';

/** Bytes in JSON, as WebAuthn writes them: base64url without padding, one way to write each. */
const bytes = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text, 'must be base64url')
    .transform((text) => Buffer.from(text, 'base64url'));

const common = {
  id: z.string().min(1).max(1_400),
  rawId: bytes(1_400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
} as const;

/** `RegistrationResponseJSON` (WebAuthn §5.1.8): browsers add what a server can find out for itself. */
export const registration = z.looseObject({
  ...common,
  response: z.looseObject({
    clientDataJSON: bytes(8_192),
    attestationObject: bytes(32_768),
    transports: z.array(z.string().min(1).max(32)).max(16).optional(),
  }),
});

/** `AuthenticationResponseJSON` */
const assertion = z.looseObject({
  ...common,
  response: z.looseObject({
    clientDataJSON: bytes(8_192),
    authenticatorData: bytes(8_192),
    signature: bytes(1_400),
    userHandle: bytes(128).nullish(),
  }),
});

export type Assertion = z.output<typeof assertion>;

/** What an answer to WEB_AUTHN brings: JSON in a string. @throws AwsError InvalidParameterException */
export function parseAssertion(text: string): Assertion {
  try {
    return assertion.parse(JSON.parse(text));
  } catch {
    throw invalidParameter('CREDENTIAL is no public key credential');
  }
}
