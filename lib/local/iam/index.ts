export { createIam } from './create-iam.ts';
export type {
  AccessRequest,
  Decision,
  IamService,
  InlinePolicy,
  ManagedPolicyDeclaration,
  ResourcePolicyDeclaration,
  RightContext,
  RoleDeclaration,
  ServiceAccessRequest,
} from './iam-service.ts';
export { matchesArn, matchesPattern } from './matches-pattern.ts';
export { oneOrMany } from './one-or-many.ts';
