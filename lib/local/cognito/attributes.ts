import { invalidParameter, refusal } from './refusals.ts';
import type { AppClient, AttributeSchema, UserPool } from './user-pool.ts';

/** Whether an address or number is verified: for Cognito to say, not for users. Custom attributes may be named alike. */
export const isVerdict = (name: string): boolean => name === 'email_verified' || name === 'phone_number_verified';

/** The attributes that every pool has (OpenID Connect Core 1.0 §5.1), without constraints of their own. */
export const standardAttributes: readonly AttributeSchema[] = [
  ...['sub', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile'],
  ...['picture', 'website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number'],
  ...['phone_number_verified', 'address', 'updated_at'],
].map((name) => ({
  name,
  type: isVerdict(name) ? 'Boolean' : name === 'updated_at' ? 'Number' : 'String',
  required: name === 'sub',
  mutable: name !== 'sub',
  developerOnly: false,
  minimum: undefined,
  maximum: name === 'updated_at' ? undefined : 2_048,
}));

/** What a value must look like beyond its type. */
const formats = new Map<string, { readonly pattern: RegExp; readonly message: string }>([
  ['email', { pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/, message: 'Invalid email address format.' }],
  ['phone_number', { pattern: /^\+[1-9]\d{6,14}$/, message: 'Invalid phone number format.' }],
  ['birthdate', { pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'Invalid birthdate format, please use YYYY-MM-DD.' }],
]);

const isOfType: Readonly<Record<AttributeSchema['type'], (value: string) => boolean>> = {
  String: () => true,
  Number: (value) => /^-?\d{1,16}$/.test(value),
  Boolean: (value) => value === 'true' || value === 'false',
  DateTime: (value) => !Number.isNaN(Date.parse(value)),
};

/** @throws AwsError InvalidParameterException for an attribute that is not in the schema, fixed, or out of bounds */
export function assertAttributes(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    const schema = pool.attributes.get(name);
    if (schema === undefined) {
      throw invalidParameter(
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
      );
    }
    if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
    if (!isOfType[schema.type](value) || !isWithin(schema, value)) {
      throw invalidParameter(`Attributes did not conform to the schema: ${name}: The attribute value is out of bounds`);
    }
    const format = formats.get(name);
    if (format !== undefined && !format.pattern.test(value)) throw invalidParameter(format.message);
  }
}

/** @throws AwsError InvalidParameterException naming a required attribute that is missing */
export function assertRequired(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
  for (const { name, required } of pool.attributes.values()) {
    if (required && name !== 'sub' && !attributes.has(name)) {
      throw invalidParameter(`Attributes did not conform to the schema: ${name}: The attribute is required\n`);
    }
  }
}

/** @throws AwsError NotAuthorizedException for an attribute that the client may not write, or that is not for users */
export function assertWritable(pool: UserPool, client: AppClient, names: Iterable<string>): void {
  for (const name of names) {
    const isWritable = client.writeAttributes?.includes(name) ?? true;
    const isForUsers = !isVerdict(name) && pool.attributes.get(name)?.developerOnly !== true;
    if (!isWritable || !isForUsers) throw refusal('attribute-unauthorized');
  }
}

/** What a client may know of a user. */
export const isReadable = (client: AppClient, name: string): boolean =>
  !name.startsWith('dev:') && (client.readAttributes?.includes(name) ?? true);

function isWithin({ type, minimum, maximum }: AttributeSchema, value: string): boolean {
  const measure = type === 'Number' ? Number(value) : value.length;
  return (minimum === undefined || measure >= minimum) && (maximum === undefined || measure <= maximum);
}
