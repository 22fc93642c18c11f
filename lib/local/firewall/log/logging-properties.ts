import * as z from 'zod';

const nothing = z.strictObject({});

const redactedField = z
  .strictObject({
    Method: nothing.optional(),
    QueryString: nothing.optional(),
    UriPath: nothing.optional(),
    SingleHeader: z.strictObject({ Name: z.string().min(1).max(64) }).optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one field');

const loggedAction = z.enum(['ALLOW', 'BLOCK', 'COUNT', 'CAPTCHA', 'CHALLENGE', 'EXCLUDED_AS_COUNT']);

const condition = z
  .strictObject({
    ActionCondition: z.strictObject({ Action: loggedAction }).optional(),
    LabelNameCondition: z.strictObject({ LabelName: z.string().regex(/^[0-9A-Za-z_:-]{1,1024}$/) }).optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one condition');

const behavior = z.enum(['KEEP', 'DROP']);

/** The part of an ARN that names the log group, the bucket or the stream. */
const destinationName = /:(?:log-group:|deliverystream\/|::)?aws-waf-logs-[^:]+(?::\*)?$/;

/** Properties of `AWS::WAFv2::LoggingConfiguration`. */
export const loggingProperties = z.strictObject({
  ResourceArn: z.string(),
  LogDestinationConfigs: z
    .array(z.string().regex(destinationName, 'must be the ARN of a destination whose name begins with aws-waf-logs-'))
    .length(1),
  RedactedFields: z.array(redactedField).max(100).optional(),
  LoggingFilter: z
    .strictObject({
      DefaultBehavior: behavior,
      Filters: z
        .array(
          z.strictObject({
            Behavior: behavior,
            Requirement: z.enum(['MEETS_ALL', 'MEETS_ANY']),
            Conditions: z.array(condition).min(1),
          }),
        )
        .min(1),
    })
    .optional(),
});

export type LoggingProperties = z.infer<typeof loggingProperties>;
