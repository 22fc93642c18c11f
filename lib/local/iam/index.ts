export { createIam } from './create-iam.ts';
export type { PolicyType, Verdict } from './evaluate.ts';
export type {
  AccessRequest,
  AssumeSource,
  Decided,
  Decision,
  DescribedRole,
  IamEnvironment,
  IamService,
  InlinePolicy,
  ManagedPolicyDeclaration,
  ResourcePolicyDeclaration,
  RoleDeclaration,
  ServiceAccessRequest,
} from './iam-service.ts';
export { matchesArn, matchesPattern } from './matches-pattern.ts';
export { oneOrMany } from './one-or-many.ts';
export type { RightContext } from './request-context.ts';
export { matchesAction, type Statement, type StatementPlace } from './statement.ts';
