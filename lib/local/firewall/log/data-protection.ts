import { createHash } from 'node:crypto';
import * as z from 'zod';

const protection = z
  .strictObject({
    Action: z.enum(['SUBSTITUTION', 'HASH']),
    Field: z.strictObject({
      FieldType: z.enum(['SINGLE_HEADER', 'SINGLE_COOKIE', 'SINGLE_QUERY_ARGUMENT', 'QUERY_STRING', 'BODY']),
      FieldKeys: z.array(z.string().min(1).max(64)).max(100).optional(),
    }),
    ExcludeRuleMatchDetails: z.boolean().optional(),
    ExcludeRateBasedDetails: z.boolean().optional(),
  })
  .refine(({ Field }) => Field.FieldKeys === undefined || Field.FieldType.startsWith('SINGLE_'), {
    path: ['Field', 'FieldKeys'],
    message: 'are for headers, cookies and query arguments only',
  });

/** What a web ACL keeps out of everything that is stored of requests, beside what logging redacts. */
export const dataProtectionConfig = z.strictObject({ DataProtections: z.array(protection).min(1).max(26) });

type Protection = z.infer<typeof protection>;
type FieldType = Protection['Field']['FieldType'];

export interface DataProtection {
  readonly header: (name: string, value: string) => string;
  readonly query: (query: string) => string;
  /** What a rule found in a field, as `FieldToMatch` names it; `name` is undefined where it may be any of several. */
  readonly matched: (kind: string, name: string | undefined, value: string) => string;
  /** What a rate-based rule counted by. */
  readonly counted: (kind: string, name: string | undefined, value: string) => string;
}

const hidden = {
  SUBSTITUTION: () => 'REDACTED',
  HASH: (value: string) => createHash('sha256').update(value).digest('hex'),
} as const satisfies Record<Protection['Action'], (value: string) => string>;

function conceal(entry: Protection | undefined, value: string): string {
  return entry === undefined ? value : hidden[entry.Action](value);
}

/** Without keys all fields of the type are protected; the first entry that names a field decides how. */
export function createDataProtection(config: z.infer<typeof dataProtectionConfig> | undefined): DataProtection {
  const entries = config?.DataProtections ?? [];
  const protect = (type: FieldType, name: string, value: string): string => {
    const entry = entries.find(({ Field }) => Field.FieldType === type && names(Field.FieldKeys, type, name));
    return conceal(entry, value);
  };
  const cookies = (header: string): string =>
    header.replace(/([^;=]*)=([^;]*)/g, (_, name: string, value: string) => {
      return `${name}=${protect('SINGLE_COOKIE', name.trim(), value)}`;
    });
  const args = (query: string): string =>
    query.replace(/([^&=]*)=([^&]*)/g, (_, name: string, value: string) => {
      return `${name}=${protect('SINGLE_QUERY_ARGUMENT', name, value)}`;
    });
  const part =
    (isExcluded: (entry: Protection) => boolean) => (kind: string, name: string | undefined, value: string) => {
      const types = typesOf[kind] ?? [];
      const isMeant = ({ Field }: Protection, type: FieldType) =>
        Field.FieldType === type && (name === undefined || names(Field.FieldKeys, type, name));
      const entry = entries.find((each) => !isExcluded(each) && types.some((type) => isMeant(each, type)));
      return conceal(entry, value);
    };
  return {
    matched: part(({ ExcludeRuleMatchDetails }) => ExcludeRuleMatchDetails === true),
    counted: part(({ ExcludeRateBasedDetails }) => ExcludeRateBasedDetails === true),
    header: (name, value) => {
      const shown = name.toLowerCase() === 'cookie' ? cookies(value) : value;
      return protect('SINGLE_HEADER', name, shown);
    },
    query: (query) => (query === '' ? '' : protect('QUERY_STRING', '', args(query))),
  };
}

/** The types of protection that a field falls under. */
const typesOf: Readonly<Record<string, readonly FieldType[]>> = {
  SingleHeader: ['SINGLE_HEADER'],
  Headers: ['SINGLE_HEADER', 'SINGLE_COOKIE'],
  Cookies: ['SINGLE_COOKIE'],
  SingleCookie: ['SINGLE_COOKIE'],
  SingleQueryArgument: ['SINGLE_QUERY_ARGUMENT', 'QUERY_STRING'],
  AllQueryArguments: ['SINGLE_QUERY_ARGUMENT', 'QUERY_STRING'],
  QueryString: ['SINGLE_QUERY_ARGUMENT', 'QUERY_STRING'],
  Body: ['BODY'],
  JsonBody: ['BODY'],
};

/** Cookies are told apart by case, other names are not. */
const names = (keys: readonly string[] | undefined, type: FieldType, name: string): boolean =>
  keys === undefined ||
  (type === 'SINGLE_COOKIE' ? keys.includes(name) : keys.some((key) => key.toLowerCase() === name.toLowerCase()));
