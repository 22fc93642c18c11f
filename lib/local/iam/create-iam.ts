import type { LocalEnvironment } from '../environment.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import type { RequestContext } from './conditions.ts';
import type { AccessRequest, Decision, IamService, ResourcePolicyDeclaration } from './iam-service.ts';
import { type Policy, parsePolicy, parseTrustPolicy, type TrustPolicy } from './policy-document.ts';

interface Role {
  readonly trust: TrustPolicy;
  readonly policies: Policy[];
  readonly context: RequestContext;
}

/** Roles and policies of the template, evaluated as AWS does for requests within one account. */
export const createIam = (environment: Pick<LocalEnvironment, 'partition' | 'region' | 'accountId'>): IamService => {
  const { partition, region, accountId } = environment;
  const roles = new Map<string, Role>();
  const managed = new Map<string, Policy>(
    [...awsManagedPolicies(partition)].map(([arn, document]) => [arn, parsePolicy(arn, document)]),
  );

  const resourcePolicies = new Map<string, ResourcePolicyDeclaration>();

  const roleArn = (name: string): string => `arn:${partition}:iam::${accountId}:role/${name}`;

  const roleNamed = (name: string): Role => {
    const role = roles.get(roleArn(name));
    if (role === undefined) throw new Error(`There is no role ${name}`);
    return role;
  };

  const managedPolicy = (arn: string): Policy => {
    const policy = managed.get(arn);
    if (policy === undefined)
      throw new Error(`Managed policy ${arn} is neither in the template nor known of AWS's own`);
    return policy;
  };

  const decide = ({ roleArn, action, resource }: AccessRequest): Decision => {
    const role = roles.get(roleArn);
    const verdicts = role?.policies.map((policy) => policy(action, resource, role.context)) ?? [];
    return verdicts.includes('deny') ? 'denied' : verdicts.includes('allow') ? 'allowed' : 'unmentioned';
  };

  return {
    decide,
    decideForService: () => 'unmentioned',
    declareResourcePolicy: (policy) => void resourcePolicies.set(policy.resourceArn, policy),
    removeResourcePolicy: (resourceArn) => void resourcePolicies.delete(resourceArn),
    isAllowed: (request) => decide(request) === 'allowed',
    mayBeAssumedBy: (arn, servicePrincipal) => roles.get(arn)?.trust(servicePrincipal) === true,

    declareRole: ({ name, trustPolicy, inlinePolicies, managedPolicyArns }) => {
      const arn = roleArn(name);
      if (roles.has(arn)) throw new Error(`There are two roles named ${name}`);
      roles.set(arn, {
        trust: parseTrustPolicy(`${name}.AssumeRolePolicyDocument`, trustPolicy),
        policies: [
          ...inlinePolicies.map((policy) => parsePolicy(`${name}/${policy.name}`, policy.document)),
          ...managedPolicyArns.map(managedPolicy),
        ],
        context: new Map([
          ['aws:principalaccount', accountId],
          ['aws:principalarn', arn],
          ['aws:principaltype', 'AssumedRole'],
          ['aws:requestedregion', region],
          ['aws:securetransport', 'true'],
        ]),
      });
      return arn;
    },

    declareManagedPolicy: ({ name, document, roleNames }) => {
      const arn = `arn:${partition}:iam::${accountId}:policy/${name}`;
      if (managed.has(arn)) throw new Error(`There are two managed policies named ${name}`);
      const policy = parsePolicy(name, document);
      managed.set(arn, policy);
      for (const role of roleNames.map(roleNamed)) role.policies.push(policy);
      return arn;
    },

    declareInlinePolicy: ({ name, document, roleNames }) => {
      const policy = parsePolicy(name, document);
      for (const role of roleNames.map(roleNamed)) role.policies.push(policy);
    },
  };
};
