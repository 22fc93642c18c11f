import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type CredentialKind, credentialKinds } from '../../lib/contract/index.ts';
import type { CredentialTerms } from '../../lib/handler/index.ts';
import { allCredentials } from './table.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** What is kept of a credential beside its material. */
export interface CredentialFacts extends CredentialTerms {
  /** `digest#<username>`, `signature#<keyid>`, `certificate#<SHA-256 thumbprint in base64url>` */
  readonly credentialId: string;
  readonly kind: CredentialKind;
  /** Who holds it, and what for. */
  readonly name: string;
  readonly purpose: string;
  readonly createdAtSeconds: number;
  readonly createdBy: string;
  /** Public facts of the kind: `algorithm` of a signing key, the names in a certificate. */
  readonly details: Readonly<Partial<Record<(typeof detailNames)[number], string>>>;
  readonly revokedAtSeconds: number | undefined;
  readonly revokedBy: string | undefined;
}

/** In the index, too: lib/constructs/credential-table.ts lists them. */
const detailNames = ['algorithm', 'subjectDN', 'issuerDN', 'serialNumber', 'alternativeName'] as const;

/** A credential as it is before anything happens to it. */
export type FreshCredential = Omit<CredentialFacts, 'kind' | 'status' | 'details' | 'revokedAtSeconds' | 'revokedBy'>;

export const credentialIdOf = (kind: CredentialKind, id: string): string => `${kind}#${id}`;

/** In addresses, where a number sign would begin a fragment: `digest.<username>`. */
export const toPublicId = (credentialId: string): string => credentialId.replace('#', '.');
export const fromPublicId = (publicId: string): string => publicId.replace('.', '#');

export const keyOf = (credentialId: string) => ({ credentialId: { S: credentialId } });

/** Where a credential stands in the list: by the second it was issued, and no two at one place. */
export const toPlace = ({
  createdAtSeconds,
  credentialId,
}: Pick<CredentialFacts, 'createdAtSeconds' | 'credentialId'>) =>
  `${String(createdAtSeconds).padStart(12, '0')}-${credentialId}`;

/** @returns the whole key of the index at a place of the list, undefined for what is no place. */
export function indexKeyAt(place: string): Item | undefined {
  const [, credentialId] = /^\d{12}-([a-z]+#[\w-]{1,64})$/.exec(place) ?? [];
  return credentialId === undefined
    ? undefined
    : { ...keyOf(credentialId), list: { S: allCredentials }, place: { S: place } };
}

/** What is kept of a credential by kind; never shown, and not in the index but for its public facts. */
export type Material =
  /** H(A1), sealed to the id of the credential. */
  | { readonly kind: 'digest'; readonly sealed: Uint8Array }
  /** A public key in DER (SPKI), or a shared secret, sealed to the id of the credential. */
  | { readonly kind: 'signature'; readonly algorithm: string; readonly publicKey: Uint8Array }
  | { readonly kind: 'signature'; readonly algorithm: string; readonly sealed: Uint8Array }
  /** As the certificate spells them: for whoever reads the list. */
  | {
      readonly kind: 'certificate';
      readonly subjectDN: string;
      readonly issuerDN: string;
      readonly serialNumber: string;
      readonly alternativeName?: string;
    };

/** The item of a credential that is being issued. */
export const credentialItem = (credential: FreshCredential, material: Material): Record<string, AttributeValue> => ({
  ...keyOf(credential.credentialId),
  status: { S: 'active' },
  client: { S: credential.client },
  name: { S: credential.name },
  purpose: { S: credential.purpose },
  ...set('scopes', credential.scopes),
  ...set('roles', credential.roles),
  ...set('allowedCidrs', credential.allowedCidrs),
  ...set('allowedMethods', credential.allowedMethods),
  expiresAtSeconds: { N: String(credential.expiresAtSeconds) },
  createdAtSeconds: { N: String(credential.createdAtSeconds) },
  createdBy: { S: credential.createdBy },
  ...Object.fromEntries(
    Object.entries(material).map(([name, value]) => [name, typeof value === 'string' ? { S: value } : { B: value }]),
  ),
  list: { S: allCredentials },
  place: { S: toPlace(credential) },
});

/** What an item of the table or of the index says. What it lacks counts against the credential. */
export const toCredentialFacts = (item: Item): CredentialFacts => ({
  credentialId: item['credentialId']?.S ?? '',
  // An item of no known kind is listed as the kind that has no secret, and opens nothing: its id names another.
  kind: credentialKinds.find((kind) => item['credentialId']?.S?.startsWith(`${kind}#`)) ?? 'certificate',
  client: item['client']?.S ?? '',
  name: item['name']?.S ?? 'unnamed',
  purpose: item['purpose']?.S ?? 'not recorded',
  scopes: item['scopes']?.SS ?? [],
  roles: item['roles']?.SS ?? [],
  allowedCidrs: item['allowedCidrs']?.SS ?? [],
  allowedMethods: item['allowedMethods']?.SS ?? [],
  status: item['status']?.S === 'active' ? 'active' : 'revoked',
  expiresAtSeconds: Number(item['expiresAtSeconds']?.N),
  createdAtSeconds: Number(item['createdAtSeconds']?.N),
  createdBy: item['createdBy']?.S ?? '',
  details: Object.fromEntries(
    detailNames.flatMap((name) => (item[name]?.S === undefined ? [] : [[name, item[name].S]])),
  ),
  revokedAtSeconds: integer(item['revokedAtSeconds']),
  revokedBy: item['revokedBy']?.S,
});

/** A set names each member once, and DynamoDB keeps no empty one. */
const set = (name: string, members: readonly string[]) =>
  members.length === 0 ? {} : { [name]: { SS: [...new Set(members)] } };

const integer = (value: AttributeValue | undefined) => (value?.N === undefined ? undefined : Number(value.N));
