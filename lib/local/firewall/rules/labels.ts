import * as z from 'zod';

/** Words that AWS keeps for itself. */
const reserved = new Set(['awswaf', 'aws', 'waf', 'rulegroup', 'webacl', 'regexpatternset', 'ipset', 'managed']);

/** `namespace1:name`: at most five namespaces of at most 128 characters. */
export const ruleLabel = z.strictObject({
  Name: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,128}(?::[0-9A-Za-z_-]{1,128}){0,5}$/, 'must be a name after at most five namespaces')
    .refine((name) => !name.split(':').some((part) => reserved.has(part)), 'uses a word that AWS keeps for itself'),
});

export const webAclLabelPrefix = (accountId: string, name: string): string => `awswaf:${accountId}:webacl:${name}:`;

export const ruleGroupLabelPrefix = (accountId: string, name: string): string =>
  `awswaf:${accountId}:rulegroup:${name}:`;

export const managedLabelPrefix = (slug: string): string => `awswaf:managed:aws:${slug}:`;
