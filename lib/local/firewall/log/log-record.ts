import { type Fidelity, leastOf } from '../engine/fidelity.ts';
import type { Inspection } from '../engine/inspection.ts';
import { isOversize } from '../fields/body.ts';
import { requestCookies } from '../fields/cookies.ts';
import { requestHeaders } from '../fields/headers.ts';
import type { Action } from '../rules/actions.ts';
import type { Decision } from '../rules/decision.ts';
import { insertedHeaders } from '../rules/decision.ts';
import { fullNameOf, type RuleMatch } from '../rules/rule-match.ts';
import type { DataProtection } from './data-protection.ts';
import type { LogNotes } from './log-notes.ts';
import type { LoggingProperties } from './logging-properties.ts';
import { toMatchDetails } from './match-details.ts';
import { toRateList } from './rate-list.ts';
import { createRedaction } from './redaction.ts';

export interface LogSetting {
  readonly webAclArn: string;
  readonly resourceArn: string;
  readonly accountId: string;
  /** How near to AWS each rule of the web ACL comes. */
  readonly enforcements: readonly Fidelity[];
  readonly protect: DataProtection;
  readonly notes: LogNotes;
}

/**
 * One decision, in the shape of the logs of AWS WAF (Developer Guide, "Log fields"), with two fields more:
 * `localEnforcement` says how near to AWS the rule that decided comes here (of a request that no rule ended, the least
 * near of all rules), and `localEnforcementOfRules` how many rules are exact, approximated and not enforced. The
 * request's redacted fields read `REDACTED`. Of a body there is nothing but the words in which SQL or a script was
 * found, which AWS logs too unless the web ACL protects the body.
 */
export function toLogRecord(decision: Decision, logging: LoggingProperties, setting: LogSetting): object {
  const { inspection, ending, action } = decision;
  const { request, nowMillis, counted, labels, bodyLimitBytes } = inspection;
  const { protect, notes } = setting;
  const redact = createRedaction(logging.RedactedFields ?? []);
  const hiding = { redact, protect };
  const detailsOf = (match: RuleMatch) => toMatchDetails(notes.details.get(fullNameOf(match)) ?? [], hiding);
  const inserted = [...insertedHeaders(inspection, action)].map(([name, value]) => ({ name, value }));
  return {
    timestamp: nowMillis,
    formatVersion: 1,
    webaclId: setting.webAclArn,
    terminatingRuleId: ending?.match.rule ?? 'Default_Action',
    terminatingRuleType: ending === undefined ? 'REGULAR' : typeOf(ending.match, notes),
    action: action.name,
    terminatingRuleMatchDetails: ending === undefined ? [] : detailsOf(ending.match),
    httpSourceName: 'APIGW',
    httpSourceId: httpSourceId(setting),
    ruleGroupList: ruleGroups(ending?.match, counted, { notes, detailsOf }),
    rateBasedRuleList: toRateList(notes.rates, hiding),
    nonTerminatingMatchingRules: counted
      .filter(({ inGroup }) => inGroup === undefined)
      .map((match) => ({ ruleId: match.rule, action: match.action, ruleMatchDetails: detailsOf(match) })),
    requestHeadersInserted: inserted.length > 0 && action.name === 'ALLOW' ? inserted : null,
    responseCodeSent: action.answer?.status ?? null,
    httpRequest: {
      clientIp: request.clientIp,
      country: '-',
      headers: request.headers.map(([name, value]) => ({
        name,
        value: redact.header(name, protect.header(name, value)),
      })),
      uri: redact.field('UriPath', request.uriPath),
      args: redact.field('QueryString', protect.query(request.queryString)),
      httpVersion: 'HTTP/1.1',
      httpMethod: redact.field('Method', request.method),
      requestId: request.requestId,
    },
    labels: labels.map((name) => ({ name })),
    ...tokenResponse(action.name, inspection),
    ...oversizeFields(inspection, notes),
    requestBodySize: request.body.length,
    requestBodySizeInspectedByWAF: Math.min(request.body.length, bodyLimitBytes),
    localEnforcement: ending?.match.enforcement ?? leastOf(setting.enforcements.map((fidelity) => ({ fidelity }))),
    localEnforcementOfRules: tally(setting.enforcements),
  };
}

/** Why a puzzle or a challenge ended it: no token was ever handed out here, so that none is accepted. */
function tokenResponse(action: Action['name'], { request }: Inspection): object {
  const name = { CAPTCHA: 'captchaResponse', CHALLENGE: 'challengeResponse' }[String(action)];
  if (name === undefined) return {};
  const hasToken = request.headers.some(
    ([header, value]) => header.toLowerCase() === 'cookie' && /(?:^|;)\s*aws-waf-token=/.test(value),
  );
  const failureReason = hasToken ? 'TOKEN_INVALID' : 'TOKEN_MISSING';
  return { [name]: { responseCode: action === 'CAPTCHA' ? 405 : 202, solveTimestamp: 0, failureReason } };
}

/** What some rule looked at though it was larger than what is inspected. */
function oversizeFields(inspection: Inspection, { fields }: LogNotes): object {
  const oversize = [
    ...(fields.has('Body') && isOversize(inspection) ? ['REQUEST_BODY'] : []),
    ...(fields.has('JsonBody') && isOversize(inspection) ? ['REQUEST_JSON_BODY'] : []),
    ...((fields.has('Headers') || fields.has('HeaderOrder')) && requestHeaders(inspection).isOversize
      ? ['REQUEST_HEADERS']
      : []),
    ...(fields.has('Cookies') && requestCookies(inspection).isOversize ? ['REQUEST_COOKIES'] : []),
  ];
  return oversize.length === 0 ? {} : { oversizeFields: oversize };
}

const tally = (enforcements: readonly Fidelity[]) => {
  const count = (level: Fidelity) => enforcements.filter((each) => each === level).length;
  return { exact: count('exact'), approximated: count('approximated'), notEnforced: count('not-enforced') };
};

/** `123456789012:<api>:<stage>` for the ARN of a stage, else the ARN. */
function httpSourceId({ resourceArn, accountId }: LogSetting): string {
  const [, api, stage] = /\/restapis\/([^/]+)\/stages\/(.+)$/.exec(resourceArn) ?? [];
  return api === undefined || stage === undefined ? resourceArn : `${accountId}:${api}:${stage}`;
}

function typeOf(ended: RuleMatch, { rates }: LogNotes): string {
  if (ended.inGroup !== undefined) return ended.inGroup.groupId.startsWith('AWS#') ? 'MANAGED_RULE_GROUP' : 'GROUP';
  return rates.has(fullNameOf(ended)) ? 'RATE_BASED' : 'REGULAR';
}

/** The groups that were asked, each with what matched in it. */
function ruleGroups(
  ended: RuleMatch | undefined,
  counted: readonly RuleMatch[],
  { notes, detailsOf }: { readonly notes: LogNotes; readonly detailsOf: (match: RuleMatch) => readonly object[] },
): readonly object[] {
  return [...notes.groupIds].map((ruleGroupId) => ({
    ruleGroupId,
    terminatingRule:
      ended?.inGroup?.groupId === ruleGroupId
        ? { ruleId: ended.inGroup.rule, action: ended.action, ruleMatchDetails: null }
        : null,
    nonTerminatingMatchingRules: counted.flatMap((match) =>
      match.inGroup?.groupId === ruleGroupId
        ? [{ ruleId: match.inGroup.rule, action: match.action, ruleMatchDetails: detailsOf(match) }]
        : [],
    ),
    excludedRules: null,
  }));
}
