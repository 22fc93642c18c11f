import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

const BY_ISSUE = 'byIssue';

/** What the list of keys shows; a reader of the list cannot read a hash, because the index holds none. */
const LISTED = [
  ...['status', 'client', 'name', 'purpose', 'last4', 'scopes', 'roles', 'allowedCidrs', 'allowedMethods'],
  ...['expiresAtSeconds', 'createdAtSeconds', 'createdBy', 'predecessor', 'replacedBy'],
  ...['lastUsedAtSeconds', 'revokedAtSeconds', 'revokedBy'],
];

/**
 * Hashes of API keys, by the public id of the key; a key itself is shown once and never kept.
 *
 * Each grant is one use of the table: exactly the actions it needs, on exactly the attributes that it may touch.
 */
export class ApiKeyTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'keyId', type: dynamodb.AttributeType.STRING },
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
  }

  /** To look up one key by its id, and to note that it was used; nothing else of a key can be changed with this. */
  grantVerify(verifier: lambda.Function): void {
    this.#grant(verifier, ['dynamodb:GetItem']);
    this.#grantUpdate(verifier, ['lastUsedAtSeconds']);
  }

  /** To look up one key by its id. */
  grantRead(reader: lambda.Function): void {
    this.#grant(reader, ['dynamodb:GetItem']);
  }

  /** To write down a new key. */
  grantIssue(issuer: lambda.Function): void {
    this.#grant(issuer, ['dynamodb:PutItem']);
  }

  /** To list all keys without their hashes. */
  grantList(reader: lambda.Function): void {
    this.#grant(reader, ['dynamodb:Query'], `${this.table.tableArn}/index/${BY_ISSUE}`);
  }

  /** To replace a key by a new one, in one transaction; the old one keeps its hash and its terms. */
  grantRotate(rotator: lambda.Function): void {
    this.#grant(rotator, ['dynamodb:GetItem', 'dynamodb:PutItem']);
    this.#grantUpdate(rotator, ['status', 'expiresAtSeconds', 'replacedBy']);
  }

  /** To end a key; when it would have ended is not to be touched. */
  grantRevoke(revoker: lambda.Function): void {
    this.#grantUpdate(revoker, ['status', 'revokedAtSeconds', 'revokedBy']);
  }

  /** The attributes are those of the key, the update and its condition (DynamoDB developer guide, fine-grained access). */
  #grantUpdate(grantee: lambda.Function, attributes: readonly string[]): void {
    this.#grant(grantee, ['dynamodb:UpdateItem'], this.table.tableArn, {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['keyId', ...attributes] },
    });
  }

  #grant(
    grantee: lambda.Function,
    actions: string[],
    resourceArn = this.table.tableArn,
    conditions?: Record<string, Record<string, unknown>>,
  ): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [resourceArn],
      ...(conditions !== undefined && { conditions }),
    });
    grantee.addEnvironment(environment.apiKeyTable, this.table.tableName);
  }
}
