import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { invalid } from '../errors.ts';
import { keyRights, namesIn, type Operation, parameterRight } from '../operation.ts';
import { putVersion } from '../put-version.ts';
import { readInput } from '../read-input.ts';
import { setTags, tags } from '../tags.ts';

const input = z.strictObject({
  Name: z.string().min(1).max(2_048),
  Value: z.string(),
  Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
  Description: z.string().max(1_024).optional(),
  KeyId: z.string().min(1).max(256).optional(),
  Overwrite: z.boolean().optional(),
  AllowedPattern: z.string().max(1_024).optional(),
  Tags: tags.optional(),
  Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
  DataType: z.literal('text').optional(),
});

/** A new parameter, or with `Overwrite` a new version of one. */
export const putParameter: Operation = {
  name: 'PutParameter',
  on: ({ Name }) => namesIn(Name),
  moreRights(engine, request) {
    const { Name, KeyId, Tags } = request;
    if (typeof Name !== 'string') return [];
    return [
      ...(typeof KeyId === 'string' ? keyRights(engine, 'kms:Encrypt', [{ name: Name, keyId: KeyId }]) : []),
      ...(Tags === undefined ? [] : [parameterRight(engine, 'ssm:AddTagsToResource', Name, request)]),
    ];
  },
  run(engine, request, { caller, nowMillis }) {
    const members = readInput(input, request);
    const { Name: name, Overwrite: overwrite = false, Tags: newTags } = members;
    const before = engine.store.latest(name);
    if (before !== undefined && !overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    if (overwrite && newTags !== undefined) {
      throw invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    }
    const type = members.Type ?? before?.type;
    if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
    const put = putVersion(engine, {
      name,
      value: members.Value,
      type,
      tier: members.Tier ?? before?.tier ?? 'Standard',
      keyId: members.KeyId,
      description: members.Description,
      allowedPattern: members.AllowedPattern,
      modifiedAtMillis: nowMillis,
      modifiedBy: caller.kind === 'anonymous' ? 'anonymous' : caller.arn,
    });
    setTags(engine, name, newTags ?? []);
    return { Version: put.version, Tier: put.tier };
  },
};
