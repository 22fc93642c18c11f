import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

/**
 * Answers to requests with an idempotency key, for as long as a repetition is recognised. Losing it would let a request be
 * done twice, and an answer holds what its caller was told: it is protected like the data.
 */
export class IdempotencyTable extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'id', forgets: true, variable: environment.idempotencyTable });
  }

  /** To claim a request, to keep its answer, and to give up a claim; nobody lists what others were told. */
  grantAnswerOnce(grantee: lambda.Function): void {
    this.grant(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']);
  }
}
