import * as z from 'zod';
import { members, poolOperation } from './operation.ts';
import { pageOf } from './page.ts';

export const listUserPoolClients = poolOperation({
  name: 'ListUserPoolClients',
  input: { MaxResults: z.int().min(1).max(60).optional(), NextToken: members.nextToken.optional() },
  run(room, pool, { MaxResults, NextToken }) {
    const { page, next } = pageOf(room.declared.clientsOf(pool), MaxResults, NextToken);
    return {
      UserPoolClients: page.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
});
