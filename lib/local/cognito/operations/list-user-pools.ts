import * as z from 'zod';
import { members, regionOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toTimestamp } from './shapes.ts';

export const listUserPools = regionOperation({
  name: 'ListUserPools',
  input: { MaxResults: z.int().min(1).max(60), NextToken: members.nextToken.optional() },
  run(room, { MaxResults, NextToken }) {
    const { page, next } = pageOf(room.declared.pools, MaxResults, NextToken);
    return {
      UserPools: page.map(({ id, name, declaredAt }) => ({
        ...{ Id: id, Name: name, LambdaConfig: {} },
        ...{ CreationDate: toTimestamp(declaredAt), LastModifiedDate: toTimestamp(declaredAt) },
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
});
