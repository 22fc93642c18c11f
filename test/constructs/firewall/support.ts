import type * as cdk from 'aws-cdk-lib';
import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { Firewall, type FirewallProps } from '../../../lib/constructs/index.ts';
import { smallApi } from '../support/small-api.ts';
import { only, synthesise } from '../support/synthesise.ts';

export interface MadeFirewall {
  readonly firewall: Firewall;
  readonly stack: cdk.Stack;
  readonly template: Template;
}

/** A firewall of a small API, in a stack of its own. */
export function makeFirewall(props: (stack: cdk.Stack) => Partial<FirewallProps> = () => ({})): MadeFirewall {
  const made: Omit<MadeFirewall, 'template'>[] = [];
  const template = synthesise((stack) => {
    made.push({ stack, firewall: new Firewall(stack, 'Firewall', { api: smallApi(), ...props(stack) }) });
  });
  const [only] = made;
  if (only === undefined) throw new Error('no firewall was made');
  return { ...only, template };
}

/** The rules of the web ACL of a template, by name. */
export const rulesByName = (from: Template): ReadonlyMap<string, { readonly Name: string }> =>
  new Map(
    // CloudFormation's own shape, which the CDK wrote.
    (only(from, 'AWS::WAFv2::WebACL')['Rules'] as readonly { readonly Name: string }[]).map((rule) => [
      rule.Name,
      rule,
    ]),
  );

const textsOf = (entries: ReturnType<Annotations['findInfo']>) => entries.map(({ entry }) => String(entry.data));

export const infosOf = ({ stack }: MadeFirewall) =>
  textsOf(Annotations.fromStack(stack).findInfo('*', Match.anyValue()));
export const warningsOf = ({ stack }: MadeFirewall) =>
  textsOf(Annotations.fromStack(stack).findWarning('*', Match.anyValue()));
