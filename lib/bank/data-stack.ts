import * as cdk from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  ApiKeyTable,
  CredentialTable,
  IdempotencyTable,
  Ledger,
  OneTimeCodes,
  PayeeTable,
  RateLimitTable,
  ReplayTable,
  ResponseSigningKey,
  Secrets,
  SessionTable,
} from '../constructs/index.ts';

/** What must never be lost: the tables, and the secrets without which they mean nothing. */
export class BankData extends cdk.Stack {
  readonly ledger: Ledger;
  readonly idempotency: IdempotencyTable;
  readonly rateLimits: RateLimitTable;
  readonly apiKeys: ApiKeyTable;
  readonly oneTimeCodes: OneTimeCodes;
  readonly payees: PayeeTable;
  readonly credentials: CredentialTable;
  readonly replays: ReplayTable;
  readonly responseKey: ResponseSigningKey;
  readonly sessions: SessionTable;
  readonly secrets: Secrets;

  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, { description: 'The tables and secrets of the bank', terminationProtection: true, ...props });
    this.ledger = new Ledger(this, 'Ledger');
    this.idempotency = new IdempotencyTable(this, 'Idempotency');
    this.rateLimits = new RateLimitTable(this, 'RateLimits');
    this.apiKeys = new ApiKeyTable(this, 'ApiKeys');
    this.secrets = new Secrets(this, 'Secrets');
    this.oneTimeCodes = new OneTimeCodes(this, 'OneTimeCodes');
    this.payees = new PayeeTable(this, 'Payees');
    this.credentials = new CredentialTable(this, 'Credentials');
    this.replays = new ReplayTable(this, 'Replays');
    this.responseKey = new ResponseSigningKey(this, 'ResponseKey');
    this.sessions = new SessionTable(this, 'Sessions');

    new cdk.CfnOutput(this, 'LedgerTableName', { value: this.ledger.table.tableName });
    new cdk.CfnOutput(this, 'ApiKeyTableName', { value: this.apiKeys.table.tableName });
    new cdk.CfnOutput(this, 'CredentialTableName', { value: this.credentials.table.tableName });
    new cdk.CfnOutput(this, 'PayeeTableName', { value: this.payees.table.tableName });
    new cdk.CfnOutput(this, 'ResponseSigningKeyArn', { value: this.responseKey.key.keyArn });
    new cdk.CfnOutput(this, 'ApiKeyPepperSecretArn', { value: this.secrets.apiKeyPepper.secretArn });
    new cdk.CfnOutput(this, 'MeteringKeySecretArn', { value: this.secrets.meteringKey.secretArn });
  }
}
