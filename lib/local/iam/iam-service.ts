import type { LocalEnvironment } from '../environment.ts';
import type { Json } from '../json.ts';
import type { Verdict } from './evaluate.ts';
import type { RightContext } from './request-context.ts';
import type { Statement } from './statement.ts';

/** Where roles are; without a clock, the machine's own. */
export type IamEnvironment = Pick<LocalEnvironment, 'partition' | 'region' | 'accountId'> &
  Partial<Pick<LocalEnvironment, 'now'>>;

/** What a role wants to do, and on what. */
export interface AccessRequest {
  readonly roleArn: string;
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** Condition keys of the service in lower case, each with all its values: what a `Right` carries. */
  readonly context?: RightContext;
  /** The function that acts in the role; undefined when a service does, such as EventBridge Scheduler. */
  readonly functionArn?: string;
}

/** What a service wants to do in its own name, which only the policy of the resource can let it do. */
export interface ServiceAccessRequest {
  /** `events.amazonaws.com` */
  readonly principal: string;
  /** `sqs:SendMessage` */
  readonly action: string;
  readonly resource: string;
  /** For which resource the service acts (`aws:SourceArn`): the rule, the topic, the function. */
  readonly sourceArn?: string;
  readonly context?: RightContext;
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
  readonly permissionsBoundaryArn?: string | undefined;
  /** Of the role: `aws:PrincipalTag/…`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Construct path, for messages. */
  readonly path?: string;
}

export interface ManagedPolicyDeclaration {
  readonly name: string;
  readonly document: Json;
  /** Names of declared roles. */
  readonly roleNames: readonly string[];
  /** Construct path, for messages. */
  readonly path?: string;
}

/** For which resource a service wants to act in a role, where it says so (`aws:SourceArn`). */
export interface AssumeSource {
  readonly sourceArn?: string;
}

/** A decision that was made, for those who keep a record. */
export interface Decided {
  readonly request: AccessRequest;
  readonly verdict: Verdict;
}

/** What a role was given. */
export interface DescribedRole {
  readonly roleArn: string;
  readonly path: string | undefined;
  readonly statements: readonly Statement[];
}

export interface ResourcePolicyDeclaration {
  /** Of the table, secret, key, topic, queue or function; covers what is below it, such as the indexes of a table. */
  readonly resourceArn: string;
  readonly document: Json;
  /**
   * `shared`: within the account, this policy or an identity policy may allow (tables, secrets, topics, queues,
   * functions). `sole`: this policy must allow, or leave it to identity policies by naming the account (KMS keys).
   */
  readonly authority: 'shared' | 'sole';
  /** Construct path of where it stands, for messages. */
  readonly path?: string;
}

/** The identities of the template and what they may do. Every `declare…` throws for a policy that cannot be evaluated. */
export interface IamService {
  /** Whether the policies of a role allow the action on the resource; an explicit Deny wins, silence refuses. */
  isAllowed(request: AccessRequest): boolean;
  /** The same, and whether a statement said no. An unknown role is allowed nothing. */
  decide(request: AccessRequest): Decision;
  /** The same, and which statements made it so, or in which kind of policy one was missing. */
  evaluate(request: AccessRequest): Verdict;
  /** Whether the policy of a resource lets a service act on it; without a policy nobody may. */
  decideForService(request: ServiceAccessRequest): Decision;
  /** Whether the trust policy of a role lets a service act in it, such as `lambda.amazonaws.com`. */
  mayBeAssumedBy(roleArn: string, servicePrincipal: string, source?: AssumeSource): boolean;
  /** Answers the ARN of the role. @throws when the name is taken or a policy is refused */
  declareRole(role: RoleDeclaration): string;
  /** Answers the ARN of the policy. @throws when the name is taken, a role is unknown or the policy is refused */
  declareManagedPolicy(policy: ManagedPolicyDeclaration): string;
  /** Adds a policy to roles that are declared already. @throws when a role is unknown or the policy is refused */
  declareInlinePolicy(policy: InlinePolicy & { readonly roleNames: readonly string[]; readonly path?: string }): void;
  /** Sets the policy of a resource, in the place of an earlier one. @throws when the policy is refused */
  declareResourcePolicy(policy: ResourcePolicyDeclaration): void;
  /** Leaves a resource without a policy. */
  removeResourcePolicy(resourceArn: string): void;
  /** Sets the tags by which policies may tell resources apart (`aws:ResourceTag/…`). */
  tagResource(resourceArn: string, tags: Readonly<Record<string, string>>): void;
  /** Roles and what their identity policies say, for those who report on it. */
  describeRoles(): readonly DescribedRole[];
  /** Calls back with every decision about a role, soon after it was made. */
  onDecision(listener: (decided: Decided) => void): void;
}
