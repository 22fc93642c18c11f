import type { Json } from '../json.ts';
import type { DescribedRole, IamEnvironment, InlinePolicy, RoleDeclaration } from './iam-service.ts';
import { parsePolicy } from './policy-document.ts';
import { assertManagedPolicyCount, assertPolicySize } from './policy-limits.ts';
import type { Statement } from './statement.ts';

/** A role with all that was attached to it. */
export interface Role {
  readonly path: string | undefined;
  readonly trust: readonly Statement[];
  /** Of its identity policies. */
  readonly statements: readonly Statement[];
  readonly boundary: readonly Statement[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

interface KeptRole extends Role {
  readonly statements: Statement[];
  /** By name. */
  readonly inlineDocuments: Map<string, Json>;
  managedPolicies: number;
}

export interface Roles {
  get(roleArn: string): Role | undefined;
  /** Answers its ARN. */
  declare(
    declaration: RoleDeclaration,
    policies: {
      readonly managed: readonly (readonly Statement[])[];
      readonly boundary: readonly Statement[] | undefined | '';
    },
  ): string;
  attach(roleName: string, managedPolicy: readonly Statement[]): void;
  addInline(roleName: string, policy: InlinePolicy, statements: readonly Statement[]): void;
  /** Of a function that acts in the role. */
  sessionArn(roleArn: string, functionArn: string): string;
  describe(): readonly DescribedRole[];
}

export const createRoles = ({ partition, accountId }: IamEnvironment): Roles => {
  const roles = new Map<string, KeptRole>();
  const arnOfRole = (name: string): string => `arn:${partition}:iam::${accountId}:role/${name}`;
  const roleNamed = (name: string): KeptRole => {
    const role = roles.get(arnOfRole(name));
    if (role === undefined) throw new Error(`There is no role ${name}`);
    return role;
  };

  const attach: Roles['attach'] = (roleName, managedPolicy) => {
    const role = roleNamed(roleName);
    assertManagedPolicyCount(roleName, ++role.managedPolicies);
    role.statements.push(...managedPolicy);
  };
  const addInline: Roles['addInline'] = (roleName, { name, document }, statements) => {
    const role = roleNamed(roleName);
    // On AWS the second would take the place of the first.
    if (role.inlineDocuments.has(name)) throw new Error(`The role ${roleName} has two inline policies named ${name}`);
    role.inlineDocuments.set(name, document);
    assertPolicySize('inline policies of a role, together,', roleName, [...role.inlineDocuments.values()]);
    role.statements.push(...statements);
  };

  return {
    get: (roleArn) => roles.get(roleArn),
    declare: ({ name, trustPolicy, inlinePolicies, tags = {}, path }, { managed, boundary }) => {
      const arn = arnOfRole(name);
      if (roles.has(arn)) throw new Error(`There are two roles named ${name}`);
      assertPolicySize('trust policy', name, [trustPolicy]);
      const trust = parsePolicy('trust', { name: `${name}.AssumeRolePolicyDocument`, path, document: trustPolicy });
      roles.set(arn, {
        path,
        trust,
        statements: [],
        boundary: boundary === '' ? undefined : boundary,
        tags,
        inlineDocuments: new Map(),
        managedPolicies: 0,
      });
      for (const policy of inlinePolicies) {
        const source = { name: `${name}/${policy.name}`, path, document: policy.document };
        addInline(name, policy, parsePolicy('identity', source));
      }
      for (const policy of managed) attach(name, policy);
      return arn;
    },
    attach,
    addInline,
    sessionArn: (roleArn, functionArn) =>
      `arn:${partition}:sts::${accountId}:assumed-role/${lastOf(roleArn, '/')}/${lastOf(functionArn, ':')}`,
    describe: () => [...roles].map(([roleArn, { path, statements }]) => ({ roleArn, path, statements })),
  };
};

const lastOf = (arn: string, separator: string): string => arn.slice(arn.lastIndexOf(separator) + 1);
