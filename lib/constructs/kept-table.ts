import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** What one table has of its own; keys are strings. */
export interface KeptTableProps {
  readonly partitionKey: string;
  /** @default one item a partition */
  readonly sortKey?: string;
  /** Items that have an `expiresAt` (seconds since 1970) go by themselves when it has passed. @default false: all stay */
  readonly forgets?: boolean;
  /** Why it goes with its stack. @default it stays, and nobody can delete it before its protection is taken away */
  readonly disposableBecause?: string;
  /** Environment variable that tells a function the name of the table. */
  readonly variable: string;
}

/** An index of all items in one partition, `list`, in the order of their `place`. */
export interface ListIndex {
  readonly indexName: string;
  /** What it shows beside the keys; who may read the index alone reads nothing else. */
  readonly shows: readonly string[];
}

/** What a write may answer of the attributes that it touches: one that replaces an item touches all of them. */
const answered = {
  'dynamodb:PutItem': ['NONE'],
  'dynamodb:UpdateItem': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
} as const;

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What all tables have in common: on demand, restorable to any second of 35 days, protected against deletion, and encrypted
 * with the account's AWS managed key, whose every use CloudTrail shows.
 *
 * A table adds its keys and its grants. Each grant is one use of the table: exactly the actions it needs, on exactly what it
 * may touch, and the name of the table.
 */
export abstract class KeptTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;
  readonly #props: KeptTableProps;

  constructor(scope: Construct, id: string, props: KeptTableProps) {
    super(scope, id);
    this.#props = props;
    const { partitionKey, sortKey, forgets = false, disposableBecause } = props;
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: text(partitionKey),
      ...(sortKey !== undefined && { sortKey: text(sortKey) }),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      ...(forgets && { timeToLiveAttribute: 'expiresAt' }),
      ...(disposableBecause === undefined
        ? { deletionProtection: true, removalPolicy: cdk.RemovalPolicy.RETAIN }
        : { removalPolicy: cdk.RemovalPolicy.DESTROY }),
    });
  }

  protected addListIndex({ indexName, shows }: ListIndex): void {
    this.table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text('list'),
      sortKey: text('place'),
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: [...shows],
    });
  }

  /** Actions on items of the table. */
  protected grant(grantee: lambda.Function, actions: readonly string[], conditions?: Conditions): void {
    this.#grantOn(this.table.tableArn, grantee, actions, conditions);
  }

  /** To query an index, and nothing of the table itself. */
  protected grantQuery(reader: lambda.Function, indexName: string): void {
    this.#grantOn(`${this.table.tableArn}/index/${indexName}`, reader, ['dynamodb:Query']);
  }

  /**
   * A write of some attributes of an item and no others. They are those of the key, the item or the update, and the
   * condition; and what the write answers is no more than those (DynamoDB developer guide, fine-grained access). IAM has no
   * word for what a condition that fails answers: no function asks for that with such a right.
   *
   * @param attributes beside the key
   * @param more what else it answers, to whom may read the item anyway
   */
  protected grantTouching(
    grantee: lambda.Function,
    action: keyof typeof answered,
    attributes: readonly string[],
    more: readonly 'ALL_NEW'[] = [],
  ): void {
    const { partitionKey, sortKey } = this.#props;
    const key = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
    this.grant(grantee, [action], {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...key, ...attributes] },
      // An element of a transaction has no such parameter, and answers nothing.
      StringEqualsIfExists: { 'dynamodb:ReturnValues': [...answered[action], ...more] },
    });
  }

  #grantOn(resourceArn: string, grantee: lambda.Function, actions: readonly string[], conditions?: Conditions): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: [...actions],
      resourceArns: [resourceArn],
      ...(conditions !== undefined && { conditions: { ...conditions } }),
    });
    grantee.addEnvironment(this.#props.variable, this.table.tableName);
  }
}

const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });
