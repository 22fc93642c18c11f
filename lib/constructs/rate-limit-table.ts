import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

/**
 * The token buckets of clients, an item each; one that rests is forgotten by itself. It can be restored like the others,
 * because AWS's own rules ask for that of every table.
 */
export class RateLimitTable extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: 'client',
      forgets: true,
      disposableBecause: 'all that is lost with it is who has asked how much today',
      variable: environment.rateLimitTable,
    });
  }

  /** To take tokens: one update, which reads nothing and makes the bucket of a client that is new. */
  grantTake(taker: lambda.Function): void {
    this.grant(taker, ['dynamodb:UpdateItem']);
  }
}
