import type { ResourceType } from '../../resource-type.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';
import { userPoolDomain } from './user-pool-domain.ts';
import { userPoolGroup } from './user-pool-group.ts';
import { userPoolResourceServer } from './user-pool-resource-server.ts';
import { userPoolUser } from './user-pool-user.ts';
import { userPoolUserToGroupAttachment } from './user-pool-user-to-group-attachment.ts';
import { typesWithoutEffect } from './without-effect.ts';

export const cognitoResourceTypes: readonly ResourceType[] = [
  userPool,
  userPoolClient,
  userPoolGroup,
  userPoolResourceServer,
  userPoolDomain,
  userPoolUser,
  userPoolUserToGroupAttachment,
  ...typesWithoutEffect,
];
