import type { AwsCaller } from '../aws-service.ts';

/** Who sent a message, as its `SenderId` says: the name of the role and of its session, or the developer. */
export const senderIdOf = (caller: AwsCaller): string =>
  caller.kind === 'anonymous' ? 'anonymous' : (caller.arn.split('/').slice(-2).join(':') ?? caller.arn);
