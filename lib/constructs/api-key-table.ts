import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { KeptTable } from './kept-table.ts';

const BY_ISSUE = 'byIssue';

/** What the list of keys shows; a reader of the list cannot read a hash, because the index holds none. */
const LISTED = [
  ...['status', 'client', 'name', 'purpose', 'last4', 'scopes', 'roles', 'allowedCidrs', 'allowedMethods'],
  ...['expiresAtSeconds', 'createdAtSeconds', 'createdBy', 'predecessor', 'replacedBy'],
  ...['lastUsedAtSeconds', 'revokedAtSeconds', 'revokedBy'],
];

/** Hashes of API keys, by the public id of the key; a key itself is shown once and never kept. */
export class ApiKeyTable extends KeptTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'keyId', variable: environment.apiKeyTable });
    this.addListIndex({ indexName: BY_ISSUE, shows: LISTED });
  }

  /** To look up one key by its id, and to note that it was used; nothing else of a key can be changed with this. */
  grantVerify(verifier: lambda.Function): void {
    this.grant(verifier, ['dynamodb:GetItem']);
    this.grantTouching(verifier, 'dynamodb:UpdateItem', ['lastUsedAtSeconds']);
  }

  /** To look up one key by its id. */
  grantRead(reader: lambda.Function): void {
    this.grant(reader, ['dynamodb:GetItem']);
  }

  /** To write down a new key. */
  grantIssue(issuer: lambda.Function): void {
    this.grant(issuer, ['dynamodb:PutItem']);
  }

  /** To list all keys without their hashes. */
  grantList(reader: lambda.Function): void {
    this.grantQuery(reader, BY_ISSUE);
  }

  /** To replace a key by a new one, in one transaction; the old one keeps its hash and its terms. */
  grantRotate(rotator: lambda.Function): void {
    this.grant(rotator, ['dynamodb:GetItem', 'dynamodb:PutItem']);
    this.grantTouching(rotator, 'dynamodb:UpdateItem', ['status', 'expiresAtSeconds', 'replacedBy']);
  }

  /** To end a key; when it would have ended is not to be touched. */
  grantRevoke(revoker: lambda.Function): void {
    this.grantTouching(revoker, 'dynamodb:UpdateItem', ['status', 'revokedAtSeconds', 'revokedBy']);
  }
}
