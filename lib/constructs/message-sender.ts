import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { assertProps, type PropsRule } from './props-rule.ts';

export interface MessageSenderProps {
  /** Domain that mails come from; SES must have verified it before the first one leaves: `bank.example.com`. */
  readonly mailDomain: string;
}

const rules: readonly PropsRule<MessageSenderProps>[] = [
  {
    message: "mailDomain is a domain in lower case: 'bank.example.com'",
    broken: ({ mailDomain }) => !/^(?=.{4,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/.test(mailDomain),
  },
];

/** Who writes to customers: mails from one address of one SES identity, text messages by SNS. */
export class MessageSender extends Construct {
  readonly identity: ses.EmailIdentity;
  readonly #from: string;

  constructor(scope: Construct, id: string, props: MessageSenderProps) {
    super(scope, id);
    assertProps(this.node.path, props, rules);
    this.#from = `no-reply@${props.mailDomain}`;
    this.identity = new ses.EmailIdentity(this, 'Identity', { identity: ses.Identity.domain(props.mailDomain) });
  }

  /** To send mails from the one address. */
  grantMail(sender: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: sender,
      actions: ['ses:SendEmail'],
      resourceArns: [this.identity.emailIdentityArn],
      conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
    });
    sender.addEnvironment(environment.mailSender, this.#from);
  }

  /**
   * To send text messages. A telephone number has no ARN, so the right is to publish to whatever is no resource of SNS:
   * to no topic, of any account.
   */
  grantTextMessage(sender: lambda.Function): void {
    sender.addToRolePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }));
  }
}
