import { bearer, endpoint } from '../../../lib/contract/index.ts';

export const signOutMe = endpoint({
  route: 'POST /me/sign-out',
  summary: 'Sign out everywhere',
  description:
    'No refresh token of the caller works from now on. Tokens that were issued until now open nothing where money moves, credentials are made or others are let in; elsewhere they end by themselves, within fifteen minutes.',
  tags: ['service'],
  access: bearer({ scopes: ['bank/profile.write'] }),
  permission: 'profile:sign-out',
  effect: 'changes',
  responses: { 204: null },
});
