import { matchesArn } from '../iam/index.ts';
import type { PermissionDeclaration } from './lambda-service.ts';

/** Who may invoke which function: the resource policies that `AWS::Lambda::Permission` makes up. */
export interface Permissions {
  add(permission: PermissionDeclaration): void;
  allow(request: { readonly functionArn: string; readonly principal: string; readonly sourceArn: string }): boolean;
}

export const createPermissions = (): Permissions => {
  const permissions: PermissionDeclaration[] = [];
  return {
    add: (permission) => void permissions.push(permission),
    allow: ({ functionArn, principal, sourceArn }) =>
      permissions.some(
        (permission) =>
          permission.functionArn === functionArn &&
          permission.principal === principal &&
          (permission.sourceArn === undefined || matchesArn(sourceArn, permission.sourceArn)) &&
          (permission.sourceAccount === undefined || permission.sourceAccount === sourceArn.split(':')[4]),
      ),
  };
};
