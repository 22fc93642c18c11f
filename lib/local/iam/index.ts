export interface IamService {
  /** Whether the policies of a role allow the action on the resource; an explicit Deny wins, silence refuses. */
  isAllowed(request: { readonly roleArn: string; readonly action: string; readonly resource: string }): boolean;
}
