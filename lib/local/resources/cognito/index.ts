import type { ResourceType } from '../../resource-type.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';
import { userPoolDomain } from './user-pool-domain.ts';
import { userPoolGroup } from './user-pool-group.ts';
import { userPoolResourceServer } from './user-pool-resource-server.ts';

export const cognitoResourceTypes: readonly ResourceType[] = [
  userPool,
  userPoolClient,
  userPoolGroup,
  userPoolResourceServer,
  userPoolDomain,
];
