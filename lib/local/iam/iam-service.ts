import type { Json } from '../json.ts';

/** What a role wants to do, and on what. */
export interface AccessRequest {
  readonly roleArn: string;
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
}

/** `denied` by a statement that says so; `unmentioned` when no statement allows it. Both refuse. */
export type Decision = 'allowed' | 'denied' | 'unmentioned';

export interface InlinePolicy {
  readonly name: string;
  readonly document: Json;
}

export interface RoleDeclaration {
  readonly name: string;
  readonly trustPolicy: Json;
  readonly inlinePolicies: readonly InlinePolicy[];
  readonly managedPolicyArns: readonly string[];
}

export interface ManagedPolicyDeclaration {
  readonly name: string;
  readonly document: Json;
  /** Names of declared roles. */
  readonly roleNames: readonly string[];
}

/** The identities of the template and what they may do. Every `declare…` throws for a policy that cannot be evaluated. */
export interface IamService {
  /** Whether the policies of a role allow the action on the resource; an explicit Deny wins, silence refuses. */
  isAllowed(request: AccessRequest): boolean;
  /** The same, and why. An unknown role is allowed nothing. */
  decide(request: AccessRequest): Decision;
  /** Whether the trust policy of a role lets a service act in it, such as `lambda.amazonaws.com`. */
  mayBeAssumedBy(roleArn: string, servicePrincipal: string): boolean;
  /** Answers the ARN of the role. @throws when the name is taken or a policy is refused */
  declareRole(role: RoleDeclaration): string;
  /** Answers the ARN of the policy. @throws when the name is taken, a role is unknown or the policy is refused */
  declareManagedPolicy(policy: ManagedPolicyDeclaration): string;
  /** Adds a policy to roles that are declared already. @throws when a role is unknown or the policy is refused */
  declareInlinePolicy(policy: InlinePolicy & { readonly roleNames: readonly string[] }): void;
}
