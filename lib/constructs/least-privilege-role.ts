import type * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface LeastPrivilegeRoleProps {
  /** Service that assumes the role: `lambda.amazonaws.com`. */
  readonly service: string;
  readonly description: string;
  /** What the role may do from the start; grants add to it. */
  readonly statements: readonly [iam.PolicyStatement, ...iam.PolicyStatement[]];
}

/**
 * A role whose rights all stand in one managed policy of its own: none inline, none of AWS's broad ones.
 *
 * Every grant of the CDK (`table.grantReadData(fn)`) ends here too, where a role `withoutPolicyUpdates()` would
 * silently drop it.
 */
export class LeastPrivilegeRole extends iam.Role {
  readonly #rights: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: LeastPrivilegeRoleProps) {
    super(scope, id, { assumedBy: new iam.ServicePrincipal(props.service), description: props.description });
    this.#rights = new iam.ManagedPolicy(this, 'Rights', { statements: [...props.statements] });
    this.addManagedPolicy(this.#rights);
  }

  override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.#rights.addStatements(statement);
    return { statementAdded: true, policyDependable: this.#rights };
  }

  /** A role that is kept keeps its rights. */
  override applyRemovalPolicy(policy: cdk.RemovalPolicy): void {
    super.applyRemovalPolicy(policy);
    this.#rights.applyRemovalPolicy(policy);
  }
}
