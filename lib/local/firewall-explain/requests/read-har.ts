import * as z from 'zod';
import { type StatedRequest, sentBytes, splitTarget } from './stated-request.ts';

const named = z.object({ name: z.string(), value: z.string().default('') });

const entry = z.object({
  startedDateTime: z.string().optional(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(named),
    postData: z
      .object({ text: z.string().optional(), encoding: z.string().optional(), params: z.array(named).optional() })
      .optional(),
  }),
});

const har = z.object({ log: z.object({ entries: z.array(entry).min(1) }) });

/**
 * The requests of an HTTP archive (HAR 1.2), as browsers save what they have sent.
 *
 * @throws Error for what is none
 */
export function readHar(text: string): readonly StatedRequest[] {
  const parsed = har.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data.log.entries.map(requestOf);
  const [issue] = parsed.error.issues;
  throw new Error(`the file is no HTTP archive: ${issue?.path.map(String).join('.')}: ${issue?.message}`);
}

function requestOf({ startedDateTime, request }: z.infer<typeof entry>): StatedRequest {
  const { method, url, headers, postData } = request;
  const [, authority = '', target = ''] = /^[a-z]+:\/\/([^/?#]*)(.*)$/is.exec(sentBytes(url)) ?? [];
  // HTTP/2 has the host in a header of its own.
  const sent = headers.filter(({ name }) => !name.startsWith(':'));
  const hasHost = sent.some(({ name }) => name.toLowerCase() === 'host');
  const form = postData?.params?.map(({ name, value }) => `${name}=${value}`).join('&');
  const body =
    postData?.encoding === 'base64'
      ? Buffer.from(postData.text ?? '', 'base64')
      : Buffer.from(postData?.text ?? form ?? '');
  const sentMillis = Date.parse(startedDateTime ?? '');
  return {
    request: {
      method,
      ...splitTarget(target.startsWith('/') ? target : `/${target}`),
      headers: [
        ...(hasHost ? [] : [['Host', authority] as const]),
        ...sent.map(({ name, value }) => [sentBytes(name), sentBytes(value)] as const),
      ],
      body,
    },
    remarks: [],
    ...(Number.isNaN(sentMillis) ? {} : { sentMillis }),
  };
}
