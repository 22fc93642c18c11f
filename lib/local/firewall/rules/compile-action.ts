import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import type { CustomAnswer } from '../verdict.ts';
import type { Action, ActionName, CustomResponse, CustomResponseBodies, RuleActionProperties } from './actions.ts';

const contentTypes = {
  TEXT_PLAIN: 'text/plain',
  TEXT_HTML: 'text/html',
  APPLICATION_JSON: 'application/json',
} as const;

const silently = (name: ActionName): Action => ({ name, insertHeaders: [], answer: undefined });

export const count = silently('COUNT');
export const block = silently('BLOCK');

/**
 * The puzzle and the silent challenge are pages that only a browser can solve. There is no token that would prove it
 * here, so both always end the evaluation, with the status and the header that AWS answers.
 */
const tokenAnswers = {
  CAPTCHA: { status: 405, headers: [['x-amzn-waf-action', 'captcha']], body: undefined },
  CHALLENGE: { status: 202, headers: [['x-amzn-waf-action', 'challenge']], body: undefined },
} as const satisfies Record<string, CustomAnswer>;

export const captcha: Action = { ...silently('CAPTCHA'), answer: tokenAnswers.CAPTCHA };
export const challenge: Action = { ...silently('CHALLENGE'), answer: tokenAnswers.CHALLENGE };

/** @throws FirewallRefusal for a custom response whose body is not among those of the web ACL or rule group */
export function compileAction(action: RuleActionProperties, bodies: CustomResponseBodies, path: string): Action {
  if (action.Allow !== undefined) return { ...silently('ALLOW'), ...action.Allow };
  if (action.Count !== undefined) return { ...silently('COUNT'), ...action.Count };
  if (action.Captcha !== undefined) return { ...captcha, ...action.Captcha };
  if (action.Challenge !== undefined) return { ...challenge, ...action.Challenge };
  if (action.Block === undefined) throw new FirewallRefusal(path, 'must be an action');
  return {
    ...block,
    answer: compileAnswer(action.Block.CustomResponse, bodies, joinPath(path, 'Block', 'CustomResponse')),
  };
}

function compileAnswer(response: CustomResponse, bodies: CustomResponseBodies, path: string): CustomAnswer | undefined {
  if (response === undefined) return undefined;
  const { ResponseCode: status, ResponseHeaders = [], CustomResponseBodyKey: key } = response;
  const headers = ResponseHeaders.map(({ Name, Value }) => [Name, Value] as const);
  if (key === undefined) return { status, headers, body: undefined };
  const body = new Map(Object.entries(bodies)).get(key);
  if (body === undefined) {
    throw new FirewallRefusal(joinPath(path, 'CustomResponseBodyKey'), `there is no custom response body ${key}`);
  }
  return { status, headers, body: { contentType: contentTypes[body.ContentType], content: body.Content } };
}
