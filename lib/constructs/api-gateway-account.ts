import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { LeastPrivilegeRole } from './least-privilege-role.ts';

const ID = 'PortcullisApiGatewayAccount';

/**
 * The one role by which API Gateway writes logs in this account and region. Access logs need it as much as execution
 * logs do.
 *
 * AWS keeps a single such setting for all APIs of a region, so every stack gets at most one, and it stays when the stack
 * goes: an API of another stack may have come to rely on it.
 */
export class ApiGatewayAccount extends Construct {
  /** The setting in the stack of `scope`, made at the first call. */
  static ensure(scope: Construct): ApiGatewayAccount {
    const stack = cdk.Stack.of(scope);
    const existing = stack.node.tryFindChild(ID);
    return existing instanceof ApiGatewayAccount ? existing : new ApiGatewayAccount(stack, ID);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = cdk.Stack.of(this);
    const everyLogGroup = { service: 'logs', resource: '*' };
    const role = new LeastPrivilegeRole(this, 'Role', {
      service: 'apigateway.amazonaws.com',
      description: 'API Gateway writes access and execution logs',
      statements: [
        new iam.PolicyStatement({
          actions: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:FilterLogEvents',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          resources: [stack.formatArn(everyLogGroup)],
        }),
      ],
    });
    acknowledge(
      role,
      `IAM5[Resource::${stack.formatArn({ ...everyLogGroup, ...asFound(stack) })}]`,
      'API Gateway makes log groups of its own, one for each API and stage, and AWS checks for rights to all of them',
    );
    const account = new apigateway.CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    for (const kept of [role, account]) kept.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
  }
}

/** How cdk-nag writes, in the name of a finding, what is not known before deployment. */
const asFound = ({ partition, region, account }: cdk.Stack) => ({
  partition: cdk.Token.isUnresolved(partition) ? '<AWS::Partition>' : partition,
  region: cdk.Token.isUnresolved(region) ? '<AWS::Region>' : region,
  account: cdk.Token.isUnresolved(account) ? '<AWS::AccountId>' : account,
});
