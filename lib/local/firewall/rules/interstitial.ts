import type { InspectedRequest } from '../inspected-request.ts';
import type { CustomAnswer } from '../verdict.ts';
import type { Action } from './actions.ts';

const pageTitles: Readonly<Partial<Record<Action['name'], string>>> = {
  CAPTCHA: 'AWS WAF would show a puzzle here',
  CHALLENGE: 'AWS WAF would test this browser here',
};

/** A page goes only to who asks for one: `Accept` names `text/html`. Others get the status and the header alone. */
export function answerOf({ name, answer }: Action, { headers }: InspectedRequest): CustomAnswer | undefined {
  const title = pageTitles[name];
  const asksForPage = headers.some(([header, value]) => header.toLowerCase() === 'accept' && /text\/html/i.test(value));
  if (answer === undefined || title === undefined || !asksForPage) return answer;
  const content = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1></html>`;
  return { ...answer, body: { contentType: 'text/html; charset=UTF-8', content } };
}
