import * as cdk from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { bankApi } from '../../lambdas/api.ts';
import { type Handlers, UserPool } from '../constructs/index.ts';
import { cliCallbackUrl } from './cli-callback-url.ts';

export interface BankIdentityProps extends cdk.StackProps {
  readonly handlers: Handlers;
}

/** Who may sign in to the bank, and with what. */
export class BankIdentity extends cdk.Stack {
  readonly users: UserPool;

  constructor(scope: Construct, id: string, { handlers, ...props }: BankIdentityProps) {
    super(scope, id, { description: 'The users of the bank', terminationProtection: true, ...props });
    this.users = new UserPool(this, 'Users', {
      api: bankApi,
      handlers,
      domainPrefix: `portcullis-bank-${cdk.Aws.ACCOUNT_ID}`,
      passkeys: {},
      serviceName: 'portcullis-bank',
    });
    const app = this.users.addPublicClient('app');
    const cli = this.users.addPublicClient('cli', {
      passwordSignIn: true,
      loginPage: { callbackUrls: [cliCallbackUrl] },
    });
    const service = this.users.addServiceClient('service', { scopes: ['bank/customers.read'] });

    new cdk.CfnOutput(this, 'UserPoolId', { value: this.users.userPoolId });
    new cdk.CfnOutput(this, 'UserPoolArn', { value: this.users.userPoolArn });
    new cdk.CfnOutput(this, 'AppClientId', { value: app.userPoolClientId });
    new cdk.CfnOutput(this, 'CliClientId', { value: cli.userPoolClientId });
    new cdk.CfnOutput(this, 'ServiceClientId', { value: service.userPoolClientId });
  }
}
