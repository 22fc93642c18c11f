import { issueKey } from '../../test/clients/issue.ts';
import type { RunningBank } from '../../test/http/running-bank.ts';

/** A request that keeps its contract; each value with a `*` behind it is attacked. */
export interface AttackedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
}

/** Stands in a header whose value must be another one each time. */
export const FRESH = '{fresh}';

/** The names of the values that a tester replaces, and what they are replaced in. */
const marks = /[\w.%@-]+\*/g;

/** How many values of a request are attacked. */
export const countMarks = (request: AttackedRequest): number => [...JSON.stringify(request).matchAll(marks)].length;

/** The request as an honest client sends it. */
export const unmarked = (request: AttackedRequest): AttackedRequest => withMarks(request, (value) => value);

/** One request for each of its marks, that value replaced. */
export function withEachMark(request: AttackedRequest, replacement: string): readonly AttackedRequest[] {
  return Array.from({ length: countMarks(request) }, (_, wanted) =>
    withMarks(request, (value, index) => (index === wanted ? replacement : value)),
  );
}

function withMarks(request: AttackedRequest, replace: (value: string, index: number) => string): AttackedRequest {
  let index = -1;
  const text = JSON.stringify(request).replace(marks, (marked) => {
    index += 1;
    return replace(marked.slice(0, -1), index);
  });
  // Strings changed inside strings: the shape is the one that went in.
  return JSON.parse(text) as AttackedRequest;
}

/** Every place that callers fill: query, path, header and body, with and without credentials, of each kind of caller. */
export async function attackedRequests(bank: RunningBank): Promise<readonly AttackedRequest[]> {
  const bearer = async (user: 'alice' | 'olivia') => ({ authorization: `Bearer ${await bank.token(user)}` });
  const [alice, olivia] = await Promise.all([bearer('alice'), bearer('olivia')]);
  const [household = '', savings = ''] = bank.demo.users.alice.accounts;
  // Each partner has a bucket of its own, which a tester empties.
  const [forRates, forOneRate] = await Promise.all([issueKey(bank), issueKey(bank)]);
  const get = (path: string, headers: AttackedRequest['headers']) => ({ method: 'GET', path, headers });
  const post = (path: string, headers: AttackedRequest['headers'], body: object) => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return [
    get(`/accounts/${household}/transactions?limit=5*&cursor=abc*`, alice),
    get('/users?email=alice%40example.com*&status=active*', olivia),
    get('/customers?limit=5*&cursor=abc*', olivia),
    get('/rates?base=EUR*', { 'x-api-key': forRates.apiKey }),
    get('/rates/EUR*', { 'x-api-key': forOneRate.apiKey }),
    get(`/accounts/${household}*`, alice),
    get(`/customers/${bank.demo.users.alice.subject}*`, alice),
    get(`/accounts/${household}`, { ...alice, 'if-none-match': '"1*"' }),
    get('/rates', { 'x-api-key': 'pcl_live_0*' }),
    get('/me', { authorization: 'Bearer abc*' }),
    post('/accounts', alice, { name: 'Household*', currency: 'EUR*' }),
    post(
      '/transfers',
      { ...alice, 'idempotency-key': FRESH },
      { from: `${household}*`, to: savings, amount: 1, currency: 'EUR', reference: 'Rent*' },
    ),
    post('/payees', alice, { name: 'Savings*', accountId: `${savings}*` }),
    post('/api-keys', olivia, {
      name: 'Acme*',
      purpose: 'Rates*',
      scopes: ['bank/rates.read*'],
      roles: ['partner'],
      expiresInDays: 30,
    }),
  ];
}
