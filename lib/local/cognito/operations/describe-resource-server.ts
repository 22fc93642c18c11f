import * as z from 'zod';
import { resourceNotFound } from '../refusals.ts';
import { poolOperation } from './operation.ts';
import { toResourceServerType } from './shapes.ts';

export const describeResourceServer = poolOperation({
  name: 'DescribeResourceServer',
  input: { Identifier: z.string().min(1).max(256) },
  run(_room, pool, { Identifier }) {
    const server = pool.resourceServers.get(Identifier);
    if (server === undefined) throw resourceNotFound(`Resource server ${Identifier} does not exist.`);
    return { ResourceServer: toResourceServerType(server) };
  },
});
