import type { Inspection } from '../engine/inspection.ts';
import type { CustomAnswer } from '../verdict.ts';
import type { Action } from './actions.ts';
import { interpolate } from './interpolate.ts';

const pageTitles: Readonly<Partial<Record<Action['name'], string>>> = {
  CAPTCHA: 'AWS WAF would show a puzzle here',
  CHALLENGE: 'AWS WAF would test this browser here',
};

/** What is answered in place of the API, if the action says so: a page in place of a puzzle, or what the rule has written. */
export function answerOf({ name, answer }: Action, inspection: Inspection): CustomAnswer | undefined {
  if (answer === undefined) return undefined;
  const title = pageTitles[name];
  return title === undefined ? interpolated(answer, inspection) : interstitial(answer, title, inspection);
}

/** A page goes only to who asks for one: `Accept` names `text/html`. Others get the status and the header alone. */
function interstitial(answer: CustomAnswer, title: string, { request }: Inspection): CustomAnswer {
  const asksForPage = request.headers.some(
    ([header, value]) => header.toLowerCase() === 'accept' && /text\/html/i.test(value),
  );
  if (!asksForPage) return answer;
  const content = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1></html>`;
  return { ...answer, body: { contentType: 'text/html; charset=UTF-8', content } };
}

const interpolated = ({ status, headers, body }: CustomAnswer, inspection: Inspection): CustomAnswer => ({
  status,
  headers: headers.map(([name, value]) => [name, interpolate(value, inspection)] as const),
  body: body && { ...body, content: interpolate(body.content, inspection) },
});
