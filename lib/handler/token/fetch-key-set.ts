import { type RequestOptions, request } from 'node:https';

const longestAnswer = 65_536;
const timeoutMillis = 3_000;

/** Loads a JSON document over HTTPS. A redirect, another status, a slow or a long answer is an error. */
export function fetchKeySet(url: URL, options: Pick<RequestOptions, 'ca'> = {}): Promise<unknown> {
  if (url.protocol !== 'https:') throw new Error('keys are loaded over HTTPS only');
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the keys of ${url.host} could not be loaded: ${why}`));
    const signal = AbortSignal.timeout(timeoutMillis);
    const call = request(url, { ...options, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      // An answer that is cut off has no end; without this nobody would ever hear of it.
      response.on('error', (error) => fail(error.message));
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > longestAnswer) call.destroy(new Error('the answer is too long'));
      });
      response.on('end', () => {
        if (response.statusCode !== 200) return fail(`status ${response.statusCode}`);
        try {
          resolve(JSON.parse(text));
        } catch {
          fail('the answer is not JSON');
        }
      });
    });
    call.on('error', (error) => fail(error.message));
    call.end();
  });
}
