import type { Json } from '../../json.ts';
import type { LoginStep } from '../store/login-transactions.ts';
import { newPassword, newPasswordFields } from './new-password.ts';
import type { Entered, Field, Form, FormProblem } from './screen.ts';
import type { Visit } from './visit.ts';

export type ChallengeStep = Extract<LoginStep, { readonly name: 'challenge' }>;

/** How the page asks one challenge of the core, and what it sends back. */
export interface ChallengeForm {
  form(visit: Visit, step: ChallengeStep): Omit<Form, 'links'>;
  answer(entered: Entered, step: ChallengeStep): Readonly<Record<string, string>> | readonly FormProblem[];
  /** Where a refusal is shown. */
  readonly field: string;
}

export const codeField: Field = { name: 'code', label: 'One-time code', kind: 'code', autocomplete: 'one-time-code' };

/** The code of a message or an app, under the name that the challenge has for it. */
const codeForm = (member: string, title: string, intro: (step: ChallengeStep) => string): ChallengeForm => ({
  form: (_visit, step) => ({ title, intro: intro(step), fields: [codeField], submit: 'Continue' }),
  answer: (entered) => codeIn(entered, (code) => ({ [member]: code })),
  field: 'code',
});

export const codeIn = <Result>(entered: Entered, use: (code: string) => Result): Result | readonly FormProblem[] => {
  const code = entered.get('code')?.replaceAll(/\s/g, '') ?? '';
  if (/^\d{6,8}$/.test(code)) return use(code);
  return [{ field: 'code', message: code === '' ? 'Enter the one-time code.' : 'A one-time code is digits only.' }];
};

const sentTo = ({ parameters }: ChallengeStep): string =>
  `We sent a code to ${parameters['CODE_DELIVERY_DESTINATION'] ?? 'you'}.`;

const factorNames = new Map([
  ['SOFTWARE_TOKEN_MFA', 'Authenticator app'],
  ['SMS_MFA', 'Text message'],
  ['EMAIL_OTP', 'Email'],
]);

const selectFactor: ChallengeForm = {
  form: (_visit, step) => ({
    title: 'Choose how to verify',
    fields: [],
    choice: {
      name: 'factor',
      legend: 'Send or show the one-time code by',
      options: factorsOf(step).map((value) => ({ value, label: factorNames.get(value) ?? value })),
    },
    submit: 'Continue',
  }),
  answer(entered, step) {
    const factor = entered.get('factor');
    if (factor !== undefined && factorsOf(step).includes(factor)) return { ANSWER: factor };
    return [{ field: 'factor', message: 'Choose one of them.' }];
  },
  field: 'factor',
};

const factorsOf = ({ parameters }: ChallengeStep): readonly string[] =>
  listOf(parameters['MFAS_CAN_CHOOSE']).filter((factor) => factorNames.has(factor));

const setNewPassword: ChallengeForm = {
  form: ({ pool }, step) => ({
    title: 'Choose a new password',
    intro: 'Your password was set by somebody else. Choose one that only you know.',
    fields: [...newPasswordFields(pool.passwordPolicy), ...missingAttributesOf(step).map(attributeField)],
    submit: 'Set password',
  }),
  answer(entered, step) {
    const password = newPassword(entered);
    const missing = missingAttributesOf(step).filter((name) => !entered.has(name));
    if (typeof password !== 'string' || missing.length > 0) {
      const problems = missing.map((name) => ({ field: name, message: `Enter your ${attributeField(name).label}.` }));
      return [...(typeof password === 'string' ? [] : password), ...problems];
    }
    const attributes = missingAttributesOf(step).map((name) => [`userAttributes.${name}`, entered.get(name) ?? '']);
    return { NEW_PASSWORD: password, ...Object.fromEntries(attributes) };
  },
  field: 'new-password',
};

/** `["userAttributes.given_name"]`: what an administrator left to the user. */
const missingAttributesOf = ({ parameters }: ChallengeStep): readonly string[] =>
  listOf(parameters['requiredAttributes']).map((name) => name.replace(/^userAttributes\./, ''));

const attributeKinds = new Map<string, Pick<Field, 'kind' | 'autocomplete'>>([
  ['email', { kind: 'email', autocomplete: 'email' }],
  ['phone_number', { kind: 'tel', autocomplete: 'tel' }],
  ['given_name', { kind: 'text', autocomplete: 'given-name' }],
  ['family_name', { kind: 'text', autocomplete: 'family-name' }],
  ['name', { kind: 'text', autocomplete: 'name' }],
  ['birthdate', { kind: 'text', autocomplete: 'bday' }],
]);

export const attributeField = (name: string): Field => ({
  name,
  label: name.replace(/^custom:/, '').replaceAll('_', ' '),
  ...(attributeKinds.get(name) ?? { kind: 'text', autocomplete: 'off' }),
  hint:
    name === 'phone_number'
      ? 'With the country code: +44 20 7946 0000'
      : name === 'birthdate'
        ? '1990-12-31'
        : undefined,
});

function listOf(text: string | undefined): readonly string[] {
  const parsed: Json = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : [];
}

/** What the page can ask. A challenge that is not here ends the visit with a message that says so. */
export const challengeForms: ReadonlyMap<string, ChallengeForm> = new Map([
  ['NEW_PASSWORD_REQUIRED', setNewPassword],
  [
    'SOFTWARE_TOKEN_MFA',
    codeForm('SOFTWARE_TOKEN_MFA_CODE', 'Enter the code', () => 'Open your authenticator app for the code of now.'),
  ],
  ['SMS_MFA', codeForm('SMS_MFA_CODE', 'Enter the code', sentTo)],
  ['EMAIL_OTP', codeForm('EMAIL_OTP_CODE', 'Enter the code', sentTo)],
  ['SELECT_MFA_TYPE', selectFactor],
]);
