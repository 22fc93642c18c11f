import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

/**
 * The payees of every customer, by customer and account: a list is a query of its key. A table of its own, so that who adds
 * or removes a payee has no right to any money.
 */
export class PayeeTable extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'owner', sortKey: 'accountId', variable: environment.payeeTable });
  }

  /** To add a payee, and to see that it is there already. */
  grantAdd(adder: lambda.Function): void {
    this.grant(adder, ['dynamodb:GetItem', 'dynamodb:PutItem']);
  }

  /** To list the payees of a customer. */
  grantList(reader: lambda.Function): void {
    this.grant(reader, ['dynamodb:Query']);
  }

  /** To remove a payee. */
  grantRemove(remover: lambda.Function): void {
    this.grant(remover, ['dynamodb:DeleteItem']);
  }

  /** To make a transfer depend on its payee. */
  grantCheck(mover: lambda.Function): void {
    this.grant(mover, ['dynamodb:ConditionCheckItem', 'dynamodb:GetItem']);
  }
}
