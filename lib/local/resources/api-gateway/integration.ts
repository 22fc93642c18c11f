import * as z from 'zod';
import { DeclarationError, functionArnOf, type Integration } from '../../gateway/index.ts';

const lambdaProxy = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  Uri: z.string(),
  TimeoutInMillis: z.int().min(50).max(29_000).default(29_000),
  PassthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).optional(),
  ResponseTransferMode: z.literal('BUFFERED').optional(),
});

const responseHeader = /^method\.response\.header\.(?<name>.+)$/;

const mock = z.strictObject({
  Type: z.literal('MOCK'),
  PassthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).optional(),
  RequestTemplates: z.record(z.string(), z.string().regex(/^\s*\{\s*"?statusCode"?\s*:\s*\d{3}\s*\}\s*$/)),
  IntegrationResponses: z
    .array(
      z.strictObject({
        StatusCode: z.string().regex(/^[2-5]\d\d$/),
        ResponseParameters: z.record(z.string().regex(responseHeader), z.string().regex(/^'[^\r\n]*'$/)).default({}),
      }),
    )
    .length(1),
});

export const integration = z.discriminatedUnion('Type', [lambdaProxy, mock]);

type Properties = z.output<typeof integration>;

/** A MOCK here is one answer, the same for everyone: templates that choose between answers are not run. */
export function toIntegration(given: Properties, path: string): Integration {
  if (given.Type === 'AWS_PROXY') {
    return { kind: 'lambda', functionArn: functionArnOf(given.Uri, path), timeoutMillis: given.TimeoutInMillis };
  }
  const [response] = given.IntegrationResponses;
  if (response === undefined) throw new DeclarationError(`${path}: a MOCK integration needs a response`);
  const headers = Object.entries(response.ResponseParameters).map(
    ([key, value]) => [responseHeader.exec(key)?.groups?.['name'] ?? key, value.slice(1, -1)] as const,
  );
  return {
    kind: 'mock',
    answer: { status: Number(response.StatusCode), headers, body: Buffer.alloc(0) },
  };
}
