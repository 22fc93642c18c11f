import type { ResourcePolicyDeclaration } from './iam-service.ts';
import { parsePolicy } from './policy-document.ts';
import type { Statement } from './statement.ts';

export interface ResourcePolicy {
  readonly statements: readonly Statement[];
  readonly authority: ResourcePolicyDeclaration['authority'];
}

/** Policies and tags of resources, by ARN. */
export interface ResourcePolicies {
  /** The policy of a resource, or of the nearest one that it is below: an index is below its table. */
  of(resource: string): ResourcePolicy | undefined;
  tagsOf(resource: string): Readonly<Record<string, string>>;
  declare(declaration: ResourcePolicyDeclaration): void;
  remove(resourceArn: string): void;
  tag(resourceArn: string, tags: Readonly<Record<string, string>>): void;
}

export const createResourcePolicies = (): ResourcePolicies => {
  const policies = new Map<string, ResourcePolicy>();
  const tags = new Map<string, Readonly<Record<string, string>>>();
  return {
    of: (resource) => nearest(policies, resource),
    tagsOf: (resource) => nearest(tags, resource) ?? {},
    declare: ({ resourceArn, document, authority, path }) => {
      const statements = parsePolicy('resource', { name: `of ${resourceArn}`, path, document });
      policies.set(resourceArn, { statements, authority });
    },
    remove: (resourceArn) => void policies.delete(resourceArn),
    tag: (resourceArn, given) => void tags.set(resourceArn, given),
  };
};

/** Of the resource itself, or of what stands before the last `/` or `:` of its ARN that is known. */
const nearest = <Value>(byArn: ReadonlyMap<string, Value>, resource: string): Value | undefined => {
  if (byArn.size === 0) return undefined;
  for (let arn = resource; arn !== ''; arn = arn.slice(0, Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':'), 0))) {
    const value = byArn.get(arn);
    if (value !== undefined) return value;
  }
  return undefined;
};
