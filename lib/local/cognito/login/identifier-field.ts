import type { UserPool } from '../user-pool.ts';
import type { Entered, Field, FormProblem } from './screen.ts';

/** What people of the pool are called when they sign in. */
export function identifierField(pool: UserPool, value?: string): Field {
  const [first, second] = pool.usernameAttributes;
  const common = { name: 'username', autocomplete: 'username', value };
  if (first === undefined) return { ...common, label: 'User name', kind: 'text' };
  if (second !== undefined) return { ...common, label: 'Email address or phone number', kind: 'text' };
  return first === 'email'
    ? { ...common, label: 'Email address', kind: 'email' }
    : { ...common, label: 'Phone number', kind: 'tel' };
}

/** @returns the name, or what is wrong with it */
export function identifierIn(pool: UserPool, entered: Entered): string | readonly FormProblem[] {
  const name = entered.get('username')?.trim() ?? '';
  if (name !== '' && name.length <= 128) return name;
  const label = identifierField(pool).label;
  const what = `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return [{ field: 'username', message: name === '' ? `Enter your ${what}.` : `Your ${what} is too long.` }];
}
