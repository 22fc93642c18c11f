import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';
import { noTags, tags } from './tags.ts';

/** `Ref` is the key's id, never its value. A key without a `Value` gets one, the same at each start. */
export const apiKey = resourceType({
  type: 'AWS::ApiGateway::ApiKey',
  properties: z.strictObject({
    Name: z.string().optional(),
    Description: z.string().optional(),
    CustomerId: z.string().optional(),
    Enabled: z.boolean().default(false),
    GenerateDistinctId: z.boolean().optional(),
    /** The message names no value: it is a secret. */
    Value: z
      .string()
      .regex(/^[\x21-\x7e]{20,128}$/, 'is 20 to 128 printable characters')
      .optional(),
    Tags: tags,
  }),
  enforcement: { kind: 'enforced' },
  lesser: { Tags: noTags },
  declare({ uniqueSuffix, properties: { Enabled, Value } }, { gateway, environment }) {
    const id = shortId(uniqueSuffix);
    const generated = createHmac('sha256', environment.masterKey).update(`api-key:${uniqueSuffix}`).digest('hex');
    gateway.declareApiKey({ id, value: Value ?? generated.slice(0, 40), enabled: Enabled });
    return { ref: id, attributes: { APIKeyId: id } };
  },
});
