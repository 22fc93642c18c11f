import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type CredentialKind, environment } from '../contract/index.ts';
import { GeneratedSecret } from './generated-secret.ts';
import { KeptTable } from './kept-table.ts';

const BY_ISSUE = 'byIssue';

/** What the list of credentials shows; a reader of the list cannot read any material, because the index holds none. */
const LISTED = [
  ...['kind', 'client', 'name', 'purpose', 'status', 'scopes', 'roles', 'allowedCidrs', 'allowedMethods'],
  ...['expiresAtSeconds', 'createdAtSeconds', 'createdBy', 'revokedAtSeconds', 'revokedBy'],
  // Public facts of a signing key and of a certificate.
  ...['algorithm', 'subjectDN', 'issuerDN', 'serialNumber', 'alternativeName'],
];

/** Who has a secret that the server must know in turn; certificates and public keys have none. */
const SEALED: readonly CredentialKind[] = ['digest', 'signature'];

/**
 * Service credentials of all kinds, by kind and public id: `digest#<username>`, `signature#<keyid>`,
 * `certificate#<thumbprint>`. Secrets among them are sealed by a key of their own, each to the id of its credential.
 */
export class CredentialTable extends KeptTable {
  /** Seals secrets; whoever reads the table alone reads none. */
  readonly key: kms.Key;
  /** Keys the nonces of the Digest scheme. */
  readonly nonceSecret: GeneratedSecret;

  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'credentialId', variable: environment.credentialTable });
    this.addListIndex({ indexName: BY_ISSUE, shows: LISTED });
    this.key = new kms.Key(this, 'Key', {
      description: 'Seals the secrets of service credentials',
      enableKeyRotation: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.nonceSecret = new GeneratedSecret(this, 'NonceSecret', {
      description: 'Keys the nonces of the Digest scheme',
      whyNotRotated: 'what it keys lives for minutes: rotating it costs a client one more challenge',
      variable: environment.digestNonceSecret,
    });
  }

  /** To look up a digest user, open its secret, and make and know nonces. */
  grantDigest(verifier: lambda.Function): void {
    this.#grantVerify(verifier, 'digest');
    this.nonceSecret.grantValue(verifier);
  }

  /** To look up a signing key, and open it where it is a shared secret. */
  grantSignature(verifier: lambda.Function): void {
    this.#grantVerify(verifier, 'signature');
  }

  /** To look up a registered client certificate. */
  grantCertificate(verifier: lambda.Function): void {
    this.#grantVerify(verifier, 'certificate');
  }

  /** To write down a new credential, its secret sealed; no secret can be opened with this. */
  grantIssue(issuer: lambda.Function): void {
    this.grant(issuer, ['dynamodb:PutItem']);
    this.#grantKey(issuer, 'kms:Encrypt', SEALED);
  }

  /** To list all credentials without their material. */
  grantList(reader: lambda.Function): void {
    this.grantQuery(reader, BY_ISSUE);
  }

  /** To end a credential; when it would have ended is not to be touched. */
  grantRevoke(revoker: lambda.Function): void {
    this.grantTouching(revoker, 'dynamodb:UpdateItem', ['status', 'revokedAtSeconds', 'revokedBy']);
  }

  #grantVerify(verifier: lambda.Function, kind: CredentialKind): void {
    this.grant(verifier, ['dynamodb:GetItem'], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${kind}#*`] },
    });
    if (SEALED.includes(kind)) this.#grantKey(verifier, 'kms:Decrypt', [kind]);
  }

  /** Only for secrets that are sealed to an id of these kinds. */
  #grantKey(grantee: lambda.Function, action: string, kinds: readonly CredentialKind[]): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: [action],
      resourceArns: [this.key.keyArn],
      conditions: { StringLike: { 'kms:EncryptionContext:credentialId': kinds.map((kind) => `${kind}#*`) } },
    });
    grantee.addEnvironment(environment.credentialKey, this.key.keyArn);
  }
}
