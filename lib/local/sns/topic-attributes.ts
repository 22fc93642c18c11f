import type { Json } from '../json.ts';
import { invalidParameter } from './errors.ts';
import type { Engine } from './operation.ts';
import type { Attributes } from './topic-store.ts';

/** "SetTopicAttributes" in the API reference; each with what it may be. */
const settable: ReadonlyMap<string, (text: string) => boolean> = new Map<string, (text: string) => boolean>([
  ['DisplayName', (text) => text.length <= 100],
  ['KmsMasterKeyId', () => true],
  ['Policy', (text) => text === '' || parse(text) !== undefined],
  ['SignatureVersion', (text) => text === '1' || text === '2'],
  ['TracingConfig', (text) => text === 'Active' || text === 'PassThrough'],
]);

/** @throws AwsError `InvalidParameter` for an attribute that the local runtime does not know, or a value that it is not */
export const changedAttributes = (before: Attributes, given: Attributes): Attributes => {
  for (const [name, value] of Object.entries(given)) {
    const isValid = settable.get(name);
    if (isValid === undefined) throw invalidParameter(`AttributeName: the local runtime does not know ${name}`);
    if (!isValid(value)) throw invalidParameter(`${name} Reason: not valid`);
  }
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
};

/**
 * Puts the policy of a topic in force, or takes it away.
 *
 * @throws AwsError `InvalidParameter` for a policy that cannot be evaluated
 */
export const enforcePolicy = ({ iam }: Pick<Engine, 'iam'>, arn: string, { Policy: text }: Attributes): void => {
  if (text === undefined) {
    iam.removeResourcePolicy(arn);
    return;
  }
  try {
    iam.declareResourcePolicy({ resourceArn: arn, document: parse(text) ?? null, authority: 'shared' });
  } catch (error) {
    throw invalidParameter(`Policy Error: ${error instanceof Error ? error.message : 'not valid'}`);
  }
};

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
