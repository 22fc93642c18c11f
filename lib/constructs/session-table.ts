import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

/**
 * Sessions by the subject whose they are: when each was used last, which were ended, and since when the subject has signed
 * out. An item goes by itself when none of its tokens can be valid any more. Who empties it signs everybody in again who
 * has signed out.
 */
export class SessionTable extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'subject', forgets: true, variable: environment.sessionTable });
  }

  /** To look up a session and to note its use; with this nobody is signed out, and nobody signed in again. */
  grantAdmit(authorizer: lambda.Function): void {
    this.grant(authorizer, ['dynamodb:GetItem']);
    this.#grantUpdate(authorizer, ['lastUsed', 'ended', 'version']);
  }

  /** To end all sessions of a subject. */
  grantSignOut(grantee: lambda.Function): void {
    this.#grantUpdate(grantee, ['signedOutAtSeconds']);
  }

  /** To note that a subject is there, and to learn that it was away for too long. */
  grantNoteActivity(grantee: lambda.Function): void {
    this.#grantUpdate(grantee, ['activeAtSeconds']);
  }

  /** Every use of an item keeps it. */
  #grantUpdate(grantee: lambda.Function, attributes: readonly string[]): void {
    this.grantTouching(grantee, 'dynamodb:UpdateItem', ['expiresAt', ...attributes]);
  }
}
