import * as z from 'zod';
import type { CustomAnswer } from '../verdict.ts';

const header = z.strictObject({ Name: z.string().min(1).max(64), Value: z.string().min(1).max(255) });

const requestHandling = z
  .strictObject({
    CustomRequestHandling: z.strictObject({ InsertHeaders: z.array(header).min(1).max(10) }).optional(),
  })
  .transform(({ CustomRequestHandling }) => ({
    insertHeaders: (CustomRequestHandling?.InsertHeaders ?? []).map(
      ({ Name, Value }) => [`x-amzn-waf-${Name.toLowerCase()}`, Value] as const,
    ),
  }));

const responseHeader = z.strictObject({
  Name: z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]{1,64}$/, 'must be a header name')
    .refine((name) => name.toLowerCase() !== 'content-type', 'must not be Content-Type: the body has its own'),
  Value: z.string().min(1).max(255),
});

const block = z.strictObject({
  CustomResponse: z
    .strictObject({
      ResponseCode: z.int().min(200).max(599),
      CustomResponseBodyKey: z.string().optional(),
      ResponseHeaders: z.array(responseHeader).max(10).optional(),
    })
    .optional(),
});

export type CustomResponse = z.infer<typeof block>['CustomResponse'];

/** What a rule does when it matches: exactly one member. */
export const ruleActionProperties = z
  .strictObject({
    Allow: requestHandling.optional(),
    Block: block.optional(),
    Count: requestHandling.optional(),
    Captcha: requestHandling.optional(),
    Challenge: requestHandling.optional(),
    Monetize: z.never('is for CloudFront only').optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be exactly one action');

export type RuleActionProperties = z.infer<typeof ruleActionProperties>;

export const defaultActionProperties = z
  .strictObject({ Allow: requestHandling.optional(), Block: block.optional() })
  .refine((it) => Object.keys(it).length === 1, 'must be either Allow or Block');

export const customResponseBodiesProperties = z.record(
  z.string().regex(/^[\w-]{1,128}$/),
  z.strictObject({
    ContentType: z.enum(['TEXT_PLAIN', 'TEXT_HTML', 'APPLICATION_JSON']),
    Content: z
      .string()
      .min(1)
      .refine((content) => Buffer.byteLength(content) <= 4096, 'must not be longer than 4 KiB'),
  }),
);

export type CustomResponseBodies = z.infer<typeof customResponseBodiesProperties>;

/** As AWS WAF's log spells it. */
export type ActionName = 'ALLOW' | 'BLOCK' | 'COUNT' | 'CAPTCHA' | 'CHALLENGE';

/** An action ready to be taken. */
export interface Action {
  readonly name: ActionName;
  readonly insertHeaders: readonly (readonly [string, string])[];
  /** What is answered when the action ends the evaluation and the request does not pass. */
  readonly answer: CustomAnswer | undefined;
}
