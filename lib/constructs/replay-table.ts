import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

/**
 * What may be used once and was: nonces, their counts, ids of proofs; an item each, which goes by itself when what it
 * stands for would be refused as too old. It knows them by a hash only. Who empties it lets requests of the last minutes be
 * sent once more.
 */
export class ReplayTable extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'claim', forgets: true, variable: environment.replayTable });
  }

  /** To claim something once: one write, which reads nothing and frees nothing. */
  grantClaim(claimer: lambda.Function): void {
    this.grant(claimer, ['dynamodb:PutItem']);
  }
}
