import { handle, reply } from '../../../lib/handler/index.ts';
import { readMe } from './contract.ts';

export const handler = handle(readMe, ({ principal: { subject, roles, scopes } }) =>
  reply(200, { subject, roles: [...roles], scopes: [...scopes] }),
);
