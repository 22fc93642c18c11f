import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { GeneratedSecret } from './generated-secret.ts';
import { KeptTable } from './kept-table.ts';

/** A new challenge. Without a proof: who asks for codes cannot pretend that one was answered. */
const ASKED = ['subject', 'fingerprint', 'codeHash', 'pepperVersion', 'attempts', 'expiresAtSeconds', 'expiresAt'];
/** When messages were sent to a destination. */
const SENT = ['sentAt', 'expiresAt'];
/** What a function must touch to count a try and to keep the proof of a right one; the code's hash it only reads. */
const ANSWERED = [
  ...['subject', 'codeHash', 'pepperVersion', 'attempts'],
  ...['expiresAtSeconds', 'proofHash', 'proofExpiresAtSeconds'],
];
const SPENT = ['fingerprint', 'proofHash', 'proofExpiresAtSeconds', 'spentAtSeconds'];

/**
 * One-time passwords that are open: keyed hashes of codes, tries, proofs, and who was sent how many messages. Items go by
 * themselves. The pepper that keys the hashes belongs to them.
 */
export class OneTimeCodes extends KeptTable {
  /** Keys the hashes of codes and destinations. */
  readonly pepper: GeneratedSecret;

  constructor(scope: Construct, id: string) {
    super(scope, id, { partitionKey: 'id', forgets: true, variable: environment.oneTimeCodeTable });
    this.pepper = new GeneratedSecret(this, 'Pepper', {
      description: 'Keys the hashes of one-time passwords',
      whyNotRotated: 'what it keys lives for minutes: rotating it by hand costs nobody more than asking for a new code',
      variable: environment.oneTimeCodePepperSecret,
    });
  }

  /** To write down a challenge, and to count the messages to its destination. */
  grantRequest(requester: lambda.Function): void {
    this.grantTouching(requester, 'dynamodb:PutItem', ASKED);
    this.grantTouching(requester, 'dynamodb:UpdateItem', SENT);
    // Of the messages alone: it reads no challenge.
    this.grant(requester, ['dynamodb:GetItem'], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SENDS#*'] },
    });
    this.pepper.grantValue(requester);
  }

  /** To count a try, and to keep the proof of a right one. */
  grantVerify(verifier: lambda.Function): void {
    this.grantTouching(verifier, 'dynamodb:UpdateItem', ANSWERED);
    this.pepper.grantValue(verifier);
  }

  /** To spend a proof, and to see why one could not be spent. No code can be checked with this. */
  grantSpend(spender: lambda.Function): void {
    this.grant(spender, ['dynamodb:GetItem']);
    this.grantTouching(spender, 'dynamodb:UpdateItem', SPENT);
  }
}
