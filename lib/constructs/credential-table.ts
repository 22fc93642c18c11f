import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type CredentialKind, environment } from '../contract/index.ts';
import { acknowledge } from './acknowledge.ts';

const BY_ISSUE = 'byIssue';

/** What the list of credentials shows; a reader of the list cannot read any material, because the index holds none. */
const LISTED = [
  ...['kind', 'client', 'name', 'purpose', 'status', 'scopes', 'roles', 'allowedCidrs', 'allowedMethods'],
  ...['expiresAtSeconds', 'createdAtSeconds', 'createdBy', 'revokedAtSeconds', 'revokedBy'],
  // Public facts of a signing key and of a certificate.
  ...['algorithm', 'subjectDN', 'issuerDN', 'serialNumber'],
];

/** Who has a secret that the server must know in turn; certificates and public keys have none. */
const SEALED: readonly CredentialKind[] = ['digest', 'signature'];

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Service credentials of all kinds, by kind and public id: `digest#<username>`, `signature#<keyid>`,
 * `certificate#<thumbprint>`. Secrets among them are sealed by a key of their own, each to the id of its credential.
 *
 * Each grant is one use of the table: exactly the actions it needs, on exactly the items that it may touch.
 */
export class CredentialTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;
  /** Seals secrets; whoever reads the table alone reads none. */
  readonly key: kms.Key;
  /** Keys the nonces of the Digest scheme. */
  readonly nonceSecret: secretsmanager.Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'credentialId', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_ISSUE,
      partitionKey: { name: 'list', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'place', type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: LISTED,
    });
    this.key = new kms.Key(this, 'Key', {
      description: 'Seals the secrets of service credentials',
      enableKeyRotation: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.nonceSecret = new secretsmanager.Secret(this, 'NonceSecret', {
      description: 'Keys the nonces of the Digest scheme',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.nonceSecret,
      'SMG4',
      'what it keys lives for minutes: rotating it costs a client one more challenge',
    );
  }

  /** To look up a digest user, open its secret, and make and know nonces. */
  grantDigest(verifier: lambda.Function): void {
    this.#grantVerify(verifier, 'digest');
    grant(verifier, ['secretsmanager:GetSecretValue'], this.nonceSecret.secretArn);
    verifier.addEnvironment(environment.digestNonceSecret, this.nonceSecret.secretArn);
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
    this.#grantTable(issuer, ['dynamodb:PutItem']);
    this.#grantKey(issuer, 'kms:Encrypt', SEALED);
  }

  /** To list all credentials without their material. */
  grantList(reader: lambda.Function): void {
    this.#grantTable(reader, ['dynamodb:Query'], undefined, `${this.table.tableArn}/index/${BY_ISSUE}`);
  }

  /** To end a credential; when it would have ended is not to be touched. */
  grantRevoke(revoker: lambda.Function): void {
    // The attributes are those of the key, the update and its condition (DynamoDB developer guide, fine-grained access).
    this.#grantTable(revoker, ['dynamodb:UpdateItem'], {
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': ['credentialId', 'status', 'revokedAtSeconds', 'revokedBy'],
      },
    });
  }

  #grantVerify(verifier: lambda.Function, kind: CredentialKind): void {
    this.#grantTable(verifier, ['dynamodb:GetItem'], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${kind}#*`] },
    });
    if (SEALED.includes(kind)) this.#grantKey(verifier, 'kms:Decrypt', [kind]);
  }

  #grantTable(
    grantee: lambda.Function,
    actions: string[],
    conditions?: Conditions,
    resourceArn = this.table.tableArn,
  ): void {
    grant(grantee, actions, resourceArn, conditions);
    grantee.addEnvironment(environment.credentialTable, this.table.tableName);
  }

  /** Only for secrets that are sealed to an id of these kinds. */
  #grantKey(grantee: lambda.Function, action: string, kinds: readonly CredentialKind[]): void {
    grant(grantee, [action], this.key.keyArn, {
      StringLike: { 'kms:EncryptionContext:credentialId': kinds.map((kind) => `${kind}#*`) },
    });
    grantee.addEnvironment(environment.credentialKey, this.key.keyArn);
  }
}

function grant(grantee: lambda.Function, actions: string[], resourceArn: string, conditions?: Conditions): void {
  iam.Grant.addToPrincipal({
    grantee,
    actions,
    resourceArns: [resourceArn],
    ...(conditions !== undefined && { conditions: { ...conditions } }),
  });
}
