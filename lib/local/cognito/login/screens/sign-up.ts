import { AwsError } from '../../../aws-service.ts';
import { atLeast } from '../../accounts/at-least.ts';
import { signUp } from '../../accounts/sign-up.ts';
import type { LoginStep } from '../../store/login-transactions.ts';
import type { UserPool } from '../../user-pool.ts';
import { attributeField } from '../challenge-forms.ts';
import { identifierField, identifierIn } from '../identifier-field.ts';
import { discreet } from '../login-room.ts';
import { newPassword, newPasswordFields } from '../new-password.ts';
import { problem, type Screen } from '../screen.ts';
import { toProblem } from '../to-problem.ts';

/** An account that people make for themselves, where the pool lets them. A taken name is not told from a free one. */
export const signUpScreen: Screen<Extract<LoginStep, { readonly name: 'sign-up' }>> = {
  form: ({ pool }) => ({
    title: 'Create an account',
    fields: [
      identifierField(pool),
      ...askedAttributes(pool).map(attributeField),
      ...newPasswordFields(pool.passwordPolicy),
    ],
    submit: 'Create account',
    links: [{ to: 'sign-in', text: 'Back to sign in' }],
  }),
  async submit(room, { pool, client }, _step, entered) {
    if (pool.adminCreateUserOnly) return problem('Only an administrator makes accounts here.');
    const username = identifierIn(pool, entered);
    const password = newPassword(entered);
    const missing = askedAttributes(pool).filter((name) => !entered.has(name));
    if (typeof username !== 'string' || typeof password !== 'string' || missing.length > 0) {
      const wrong = [username, password].flatMap((each) => (typeof each === 'string' ? [] : each));
      const absent = missing.map((name) => ({ field: name, message: `Enter your ${attributeField(name).label}.` }));
      return { kind: 'problem', problems: [...wrong, ...absent] };
    }
    try {
      const request = {
        ...{ pool, client: discreet(client), username, password, validationData: undefined, clientMetadata: undefined },
        attributes: new Map(askedAttributes(pool).map((name) => [name, (entered.get(name) ?? '').slice(0, 2_048)])),
      };
      const { user } = await atLeast(room, request.client, () => signUp(room, request));
      if (user.status === 'CONFIRMED')
        return { kind: 'next', step: { name: 'sign-in' }, notice: 'Your account is ready.' };
    } catch (error) {
      if (!isTaken(error)) return toProblem(error, fieldOf(error));
    }
    const notice = 'If that name was free, a code is on its way. If none comes, sign in, or choose another name.';
    return { kind: 'next', step: { name: 'confirm-user', username }, notice };
  },
};

/** The name itself, or an address or number that is another's name. */
const isTaken = (error: unknown): boolean =>
  error instanceof AwsError && ['UsernameExistsException', 'AliasExistsException'].includes(error.code);

const fieldOf = (error: unknown): string | undefined =>
  error instanceof AwsError && error.code.includes('Password') ? 'new-password' : undefined;

/** What the pool requires of everyone, and where it sends codes, unless the name is that already. */
const askedAttributes = (pool: UserPool): readonly string[] => {
  const required = [...pool.attributes.values()].filter((each) => each.required).map(({ name }) => name);
  const [contact] = pool.autoVerified;
  const asked = new Set([...required, ...(contact === undefined ? [] : [contact])]);
  return [...asked].filter((name) => name !== 'sub' && !pool.usernameAttributes.some((each) => each === name));
};
