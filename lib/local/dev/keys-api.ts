import * as z from 'zod';
import { type ApiAccess, type ApiAnswer, callApi } from './call-api.ts';
import { problemText } from './problem-text.ts';

/** A key as the API lists it. */
const listedKey = z.looseObject({
  keyId: z.string(),
  name: z.string(),
  last4: z.string(),
  status: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.string(),
  client: z.string().optional(),
  lastUsedAt: z.string().optional(),
  replacedBy: z.string().optional(),
});
const page = z.looseObject({ items: z.array(listedKey), next: z.string().optional() });
const issuedKey = listedKey.extend({
  // It goes into a vault or a file as it is: nothing but a key may.
  apiKey: z.string().regex(/^pcl_(live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/),
  predecessorExpiresAt: z.string().optional(),
});

export type ListedKey = z.infer<typeof listedKey>;
export type IssuedKey = z.infer<typeof issuedKey>;

const PAGE = 100;

/** The newest keys, and whether there are more. */
export async function listKeys(api: ApiAccess, most: number) {
  const items: ListedKey[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(PAGE, most - items.length)) });
    if (next !== undefined) query.set('cursor', next);
    const answer = await ask(api, { method: 'GET', path: `/api-keys?${query}` });
    const read = parsed(page, answer);
    items.push(...read.items);
    next = read.next;
  } while (next !== undefined && items.length < most);
  return { items, hasMore: next !== undefined };
}

export const issueKey = async (api: ApiAccess, terms: object): Promise<IssuedKey> =>
  parsed(issuedKey, await ask(api, { method: 'POST', path: '/api-keys', body: terms }));

export const rotateKey = async (api: ApiAccess, keyId: string, graceSeconds: number): Promise<IssuedKey> =>
  parsed(issuedKey, await ask(api, { method: 'POST', path: `/api-keys/${keyId}/rotate`, body: { graceSeconds } }));

export async function revokeKey(api: ApiAccess, keyId: string): Promise<void> {
  await ask(api, { method: 'DELETE', path: `/api-keys/${keyId}` });
}

/** @throws Error with what the API refused, or that it did not answer */
async function ask(api: ApiAccess, call: Parameters<typeof callApi>[1]): Promise<ApiAnswer> {
  const answer = await callApi(api, call).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : 'the connection ended';
    throw new Error(`${api.url.origin} did not answer: ${why}${call.method === 'GET' ? '' : UNKNOWN}`);
  });
  if (!(answer.status >= 200 && answer.status < 300)) throw new Error(problemText(answer));
  return answer;
}

function parsed<Schema extends z.ZodType>(schema: Schema, { status, json }: ApiAnswer): z.infer<Schema> {
  const { success, data } = schema.safeParse(json);
  if (!success) throw new Error(`The answer was ${status}, and not what this API promises.${UNKNOWN}`);
  return data;
}

const UNKNOWN =
  '\nWhether anything was changed is not known. Look with `portcullis keys list`: a key whose answer was lost is revoked, and another one issued.';
