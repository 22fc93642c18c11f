import * as cdk from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts what a rule of cdk-nag's AwsSolutions pack finds at a construct, for a reason that the exceptions ledger shows.
 *
 * The id carries the name of the pack: without it cdk-nag keeps the finding to itself, and the CDK's validation report,
 * which the ledger is made from, would not know of it.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  cdk.Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
}
