import { AskedRequest } from './asked-request.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import type { AccessRequest, Decided, IamEnvironment, IamService } from './iam-service.ts';
import { parsePolicy } from './policy-document.ts';
import { assertPolicySize } from './policy-limits.ts';
import { toRequestContext } from './request-context.ts';
import { createResourcePolicies } from './resource-policies.ts';
import { createRoles } from './roles.ts';
import type { Statement } from './statement.ts';

/** No ARN of AWS is longer; a caller chooses the text, and comparing takes time for each of its parts. */
const LONGEST_ARN = 2_048;

/** Roles and policies of the template, evaluated as AWS does for requests within one account. */
export const createIam = (environment: IamEnvironment): IamService => {
  const { partition, accountId, now = Date.now } = environment;
  const roles = createRoles(environment);
  const resourcePolicies = createResourcePolicies();
  const listeners: ((decided: Decided) => void)[] = [];
  const managed = new Map<string, readonly Statement[]>(
    [...awsManagedPolicies(partition)].map(([arn, document]) => [
      arn,
      parsePolicy('identity', { name: arn, document }),
    ]),
  );

  const managedPolicy = (arn: string): readonly Statement[] => {
    const policy = managed.get(arn);
    if (policy === undefined)
      throw new Error(`Managed policy ${arn} is neither in the template nor known of AWS's own`);
    return policy;
  };

  const evaluateRole = (request: AccessRequest): Verdict => {
    const { roleArn, action, resource, functionArn } = request;
    const role = roles.get(roleArn);
    if (role === undefined || !(resource.length <= LONGEST_ARN))
      return { decision: 'unmentioned', in: 'identity-based policy' };
    const asked = new AskedRequest(action, resource, () =>
      toRequestContext(
        {
          resource,
          resourceTags: resourcePolicies.tagsOf(resource),
          principal: { kind: 'role', roleArn, tags: role.tags, functionArn },
          service: request.context ?? {},
        },
        environment,
        now(),
      ),
    );
    const policies = { identity: role.statements, boundary: role.boundary, resource: resourcePolicies.of(resource) };
    // Only the policy of a resource can name a session.
    const sessionArn = policies.resource && functionArn && roles.sessionArn(roleArn, functionArn);
    return evaluate(policies, { kind: 'role', accountId, roleArn, sessionArn }, asked);
  };

  const evaluateAndTell = (request: AccessRequest): Verdict => {
    const verdict = evaluateRole(request);
    for (const listener of listeners) listener({ request, verdict });
    return verdict;
  };

  const serviceContext = (name: string, resource: string, sourceArn: string | undefined, service = {}) =>
    toRequestContext(
      {
        resource,
        resourceTags: resourcePolicies.tagsOf(resource),
        principal: { kind: 'service', name, sourceArn },
        service,
      },
      environment,
      now(),
    );

  return {
    evaluate: evaluateAndTell,
    decide: (request) => evaluateAndTell(request).decision,
    isAllowed: (request) => evaluateAndTell(request).decision === 'allowed',

    decideForService: ({ principal: name, action, resource, sourceArn, context: said }) => {
      const context = serviceContext(name, resource, sourceArn, said);
      const policies = { identity: [], boundary: undefined, resource: resourcePolicies.of(resource) };
      return evaluate(policies, { kind: 'service', name }, { action, resource, context }).decision;
    },

    mayBeAssumedBy: (roleArn, name, { sourceArn } = {}) => {
      const context = serviceContext(name, roleArn, sourceArn);
      const resource = { statements: roles.get(roleArn)?.trust ?? [], authority: 'sole' } as const;
      const request = { action: 'sts:AssumeRole', resource: roleArn, context };
      const policies = { identity: [], boundary: undefined, resource };
      return evaluate(policies, { kind: 'service', name }, request).decision === 'allowed';
    },

    declareRole: (declaration) =>
      roles.declare(declaration, {
        managed: declaration.managedPolicyArns.map(managedPolicy),
        boundary: declaration.permissionsBoundaryArn && managedPolicy(declaration.permissionsBoundaryArn),
      }),

    declareManagedPolicy: ({ name, document, roleNames, path }) => {
      const arn = `arn:${partition}:iam::${accountId}:policy/${name}`;
      if (managed.has(arn)) throw new Error(`There are two managed policies named ${name}`);
      assertPolicySize('managed policy', name, [document]);
      const statements = parsePolicy('identity', { name, path, document });
      managed.set(arn, statements);
      for (const roleName of roleNames) roles.attach(roleName, statements);
      return arn;
    },

    declareInlinePolicy: ({ name, document, roleNames, path }) => {
      const statements = parsePolicy('identity', { name, path, document });
      for (const roleName of roleNames) roles.addInline(roleName, { name, document }, statements);
    },

    declareResourcePolicy: resourcePolicies.declare,
    removeResourcePolicy: resourcePolicies.remove,
    tagResource: resourcePolicies.tag,
    describeRoles: roles.describe,
    onDecision: (listener) => void listeners.push(listener),
  };
};
