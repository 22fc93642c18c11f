import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

const BY_OWNER = 'byOwner';

/** The table of accounts, entries, transfers and customers. */
export class Ledger extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'pk', sortKey: 'sk', forgets: true, variable: environment.ledgerTable });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_OWNER,
      partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    });
  }

  /** To read one account or transfer. */
  grantRead(reader: lambda.Function): void {
    this.grant(reader, ['dynamodb:GetItem']);
  }

  /** To list what stands under one account. */
  grantReadEntries(reader: lambda.Function): void {
    this.grant(reader, ['dynamodb:GetItem', 'dynamodb:Query']);
  }

  /** To list what belongs to one owner. */
  grantReadByOwner(reader: lambda.Function): void {
    this.grantQuery(reader, BY_OWNER);
  }

  /** To open an account, and to count it on its customer's profile. */
  grantOpen(opener: lambda.Function): void {
    this.grant(opener, ['dynamodb:PutItem', 'dynamodb:UpdateItem']);
  }

  /**
   * To move money in one transaction, and to read why it was refused. IAM knows no right to a transaction, only to its
   * elements.
   */
  grantMove(mover: lambda.Function): void {
    this.grant(mover, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']);
  }

  /** To give an account another name; what is on it and its state cannot be changed with this. */
  grantRename(renamer: lambda.Function): void {
    this.#grantChange(renamer, ['owner', 'name', 'version'], ['ALL_NEW']);
  }

  /** To change what is on file of a customer; not the count of accounts. */
  grantChangeCustomer(changer: lambda.Function): void {
    this.#grantChange(changer, ['name', 'note', 'version'], ['ALL_NEW']);
  }

  /** To let others see an account, and no longer. */
  grantShare(sharer: lambda.Function): void {
    this.#grantChange(sharer, ['owner', 'readers']);
  }

  /** To read one item, and to change these attributes of it. */
  #grantChange(changer: lambda.Function, attributes: readonly string[], answers: readonly 'ALL_NEW'[] = []): void {
    this.grant(changer, ['dynamodb:GetItem']);
    this.grantTouching(changer, 'dynamodb:UpdateItem', attributes, answers);
  }
}
