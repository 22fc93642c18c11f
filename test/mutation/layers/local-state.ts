import { inRoom, type Layer } from '../mutation.ts';

const inCognito = inRoom('local/cognito');

/** What an earlier start, an older version or a damaged disk left behind. */
export const localState: Layer = {
  name: 'local state',
  mutations: [
    inCognito(
      'a pool keeps the names that its users sign in with',
      'store/fixed-settings.ts',
      '    if (first !== undefined) assertUnchanged(first, now);\n',
      '',
      'state',
    ),
    inCognito(
      'an attribute that users have is neither changed nor taken away',
      'store/fixed-settings.ts',
      'if (!kept || !same(first.required, now.required))',
      'if (!same(first.required, now.required))',
      'state',
    ),
    {
      control: 'a user whose password is not known is not made anew',
      how: {
        kind: 'source',
        file: 'scripts/bank/known-user.ts',
        find: '  if (known?.subject === subject) return known;\n',
        replace: '  if (known !== undefined) return known;\n',
      },
      seenBy: ['test/http/earlier-start.test.ts'],
    },
    {
      control: 'a payee that a customer removed is not brought back',
      how: {
        kind: 'source',
        file: 'scripts/bank/fill-bank.ts',
        find: '  if (opened.length > 0 || recalled.fault !== undefined) {\n',
        replace: '  if (opened.length >= 0 || recalled.fault !== undefined) {\n',
      },
      seenBy: ['test/http/earlier-start.test.ts'],
    },
    {
      control: 'an error is told without places in code',
      how: {
        kind: 'source',
        file: 'lib/local/dev/run-program.ts',
        find: 'verbose ? text : withoutStack(text)',
        replace: 'text',
      },
      seenBy: ['test/local/dev/without-stack.test.ts'],
    },
    {
      control: 'a list of keys or credentials goes on only where one of its own stands',
      how: {
        kind: 'source',
        file: 'lambdas/issued/issued-list.ts',
        find: 'return shape.test(id) ?',
        replace: 'return id !== undefined ?',
      },
      seenBy: ['test/lambdas/api-keys/endpoints.test.ts'],
    },
  ],
};
