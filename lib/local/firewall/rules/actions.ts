import * as z from 'zod';
import { beyond, quotas } from '../quotas.ts';
import type { CustomAnswer } from '../verdict.ts';
import { responseCodes } from './response-codes.ts';

const header = z.strictObject({ Name: z.string().min(1).max(64), Value: z.string().min(1).max(255) });

const requestHandling = z
  .strictObject({
    CustomRequestHandling: z
      .strictObject({
        InsertHeaders: z.array(header).min(1).max(quotas.headersOfRequest.most, beyond('headersOfRequest')),
      })
      .optional(),
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
      ResponseCode: z
        .int()
        .refine((code) => responseCodes.has(code), 'is not a status that a custom response may have'),
      CustomResponseBodyKey: z.string().optional(),
      ResponseHeaders: z
        .array(responseHeader)
        .max(quotas.headersOfResponse.most, beyond('headersOfResponse'))
        .optional(),
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

const customResponseBodies = z.record(
  z.string().regex(/^[\w-]{1,128}$/),
  z.strictObject({
    ContentType: z.enum(['TEXT_PLAIN', 'TEXT_HTML', 'APPLICATION_JSON']),
    Content: z
      .string()
      .min(1)
      .refine((content) => bytesOf(content) <= quotas.customBodyBytes.most, beyond('customBodyBytes')),
  }),
);

const bytesOf = (content: string) => Buffer.byteLength(content);

/** The custom bodies of a web ACL or a rule group, by key. */
export const customResponseBodiesProperties = customResponseBodies
  .refine((them) => Object.keys(them).length <= quotas.customBodies.most, beyond('customBodies'))
  .refine(
    (them) =>
      Object.values(them).reduce((sum, { Content }) => sum + bytesOf(Content), 0) <= quotas.customBodiesBytes.most,
    beyond('customBodiesBytes'),
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
