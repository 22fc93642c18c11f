import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type CredentialKind, credentialKinds } from '../../lib/contract/index.ts';
import { type IssuedFacts, type Item, issuedItem, type Later, toIssuedFacts } from '../issued/issued-item.ts';
import { placeIn } from '../issued/issued-list.ts';
import { credentialList } from './table.ts';

/** What is kept of a credential beside its material. */
export interface CredentialFacts extends IssuedFacts {
  /** `digest#<username>`, `signature#<keyid>`, `certificate#<SHA-256 thumbprint in base64url>` */
  readonly credentialId: string;
  readonly kind: CredentialKind;
  /** Whom it belongs to: no credential is a client of its own, as an API key can be. */
  readonly client: string;
  /** Public facts of the kind: `algorithm` of a signing key, the names in a certificate. */
  readonly details: Readonly<Partial<Record<(typeof detailNames)[number], string>>>;
}

/** In the index, too: lib/constructs/credential-table.ts lists them. */
const detailNames = ['algorithm', 'subjectDN', 'issuerDN', 'serialNumber', 'alternativeName'] as const;

/** A credential as it is before anything happens to it. */
export type FreshCredential = Omit<CredentialFacts, Later | 'kind' | 'details'>;

export const credentialIdOf = (kind: CredentialKind, id: string): string => `${kind}#${id}`;

/** In addresses, where a number sign would begin a fragment: `digest.<username>`. */
export const toPublicId = (credentialId: string): string => credentialId.replace('#', '.');
export const fromPublicId = (publicId: string): string => publicId.replace('.', '#');

export const keyOf = (credentialId: string) => ({ credentialId: { S: credentialId } });

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
  ...issuedItem(credential),
  client: { S: credential.client },
  ...Object.fromEntries(
    Object.entries(material).map(([name, value]) => [name, typeof value === 'string' ? { S: value } : { B: value }]),
  ),
  ...placeIn(credentialList, credential.createdAtSeconds, credential.credentialId),
});

/** What an item of the table or of the index says. */
export const toCredentialFacts = (item: Item): CredentialFacts => ({
  ...toIssuedFacts(item),
  credentialId: item['credentialId']?.S ?? '',
  // An item of no known kind is listed as the kind that has no secret, and opens nothing: its id names another.
  kind: credentialKinds.find((kind) => item['credentialId']?.S?.startsWith(`${kind}#`)) ?? 'certificate',
  client: item['client']?.S ?? '',
  details: Object.fromEntries(
    detailNames.flatMap((name) => (item[name]?.S === undefined ? [] : [[name, item[name].S]])),
  ),
});
