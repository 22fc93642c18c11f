import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';

export const readMe = endpoint({
  route: 'GET /me',
  summary: 'Show who the caller is and what the caller may do',
  tags: ['service'],
  access: bearer({ scopes: ['bank/profile.read'] }),
  permission: 'profile:read',
  effect: 'reads',
  responses: {
    200: z.strictObject({
      subject: z.string().max(128),
      roles: z.array(z.string().max(64)).max(20),
      scopes: z.array(z.string().max(128)).max(50),
    }),
  },
});
