import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

const BY_OWNER = 'byOwner';

/**
 * The table of accounts, entries and transfers: on demand, restorable to any second of 35 days, protected against
 * deletion, encrypted with the account's AWS managed key, whose every use CloudTrail shows.
 *
 * Each grant is one use of the ledger: exactly the actions it needs, and the name of the table.
 */
export class Ledger extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_OWNER,
      partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    });
  }

  /** To read one account or transfer. */
  grantRead(reader: lambda.Function): void {
    this.#grant(reader, ['dynamodb:GetItem'], [this.table.tableArn]);
  }

  /** To list what stands under one account. */
  grantReadEntries(reader: lambda.Function): void {
    this.#grant(reader, ['dynamodb:GetItem', 'dynamodb:Query'], [this.table.tableArn]);
  }

  /** To list what belongs to one owner. */
  grantReadByOwner(reader: lambda.Function): void {
    this.#grant(reader, ['dynamodb:Query'], [`${this.table.tableArn}/index/${BY_OWNER}`]);
  }

  /** To open an account, and to count it on its customer's profile. */
  grantOpen(opener: lambda.Function): void {
    this.#grant(opener, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /**
   * To move money in one transaction, and to read why it was refused. IAM knows no right to a transaction, only to its
   * elements.
   */
  grantMove(mover: lambda.Function): void {
    this.#grant(mover, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /** To give an account another name; what is on it and its state cannot be changed with this. */
  grantRename(renamer: lambda.Function): void {
    this.#grant(renamer, ['dynamodb:GetItem'], [this.table.tableArn]);
    this.#grantUpdate(renamer, ['owner', 'name', 'version']);
  }

  /** To change what is on file of a customer; not the count of accounts. */
  grantChangeCustomer(changer: lambda.Function): void {
    this.#grant(changer, ['dynamodb:GetItem'], [this.table.tableArn]);
    this.#grantUpdate(changer, ['name', 'note', 'version']);
  }

  /** To let others see an account, and no longer. */
  grantShare(sharer: lambda.Function): void {
    this.#grant(sharer, ['dynamodb:GetItem'], [this.table.tableArn]);
    this.#grantUpdate(sharer, ['owner', 'readers']);
  }

  /** The attributes are those of the key, the update and its condition (DynamoDB developer guide, fine-grained access). */
  #grantUpdate(grantee: lambda.Function, attributes: readonly string[]): void {
    this.#grant(grantee, ['dynamodb:UpdateItem'], [this.table.tableArn], {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', ...attributes] },
    });
  }

  #grant(
    grantee: lambda.Function,
    actions: string[],
    resourceArns: string[],
    conditions?: Record<string, Record<string, unknown>>,
  ): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns,
      ...(conditions !== undefined && { conditions }),
    });
    grantee.addEnvironment(environment.ledgerTable, this.table.tableName);
  }
}
