import { type Fidelity, leastOf } from '../engine/fidelity.ts';
import type { Decision } from '../rules/decision.ts';
import { insertedHeaders } from '../rules/decision.ts';
import type { RuleMatch } from '../rules/rule-match.ts';
import type { DataProtection } from './data-protection.ts';
import type { LoggingProperties } from './logging-properties.ts';
import { createRedaction } from './redaction.ts';

export interface LogSetting {
  readonly webAclArn: string;
  readonly resourceArn: string;
  readonly accountId: string;
  /** How near to AWS each rule of the web ACL comes. */
  readonly enforcements: readonly Fidelity[];
  readonly protect: DataProtection;
}

/**
 * One decision, in the shape of the logs of AWS WAF (Developer Guide, "Log fields"), with two fields more:
 * `localEnforcement` says how near to AWS the rule that decided comes here (of a request that no rule ended, the least
 * near of all rules), and `localEnforcementOfRules` how many rules are exact, approximated and not enforced. The
 * request's redacted fields read `REDACTED`; bodies are never logged.
 */
export function toLogRecord(decision: Decision, logging: LoggingProperties, setting: LogSetting): object {
  const { inspection, ending, action } = decision;
  const { request, nowMillis, counted, labels, bodyLimitBytes } = inspection;
  const { protect } = setting;
  const redact = createRedaction(logging.RedactedFields ?? []);
  const inserted = [...insertedHeaders(inspection, action)].map(([name, value]) => ({ name, value }));
  return {
    timestamp: nowMillis,
    formatVersion: 1,
    webaclId: setting.webAclArn,
    terminatingRuleId: ending?.match.rule ?? 'Default_Action',
    terminatingRuleType: ending === undefined || ending.match.inGroup === undefined ? 'REGULAR' : 'GROUP',
    action: action.name,
    terminatingRuleMatchDetails: [],
    httpSourceName: 'APIGW',
    httpSourceId: httpSourceId(setting),
    ruleGroupList: ruleGroups(ending?.match, counted),
    rateBasedRuleList: [],
    nonTerminatingMatchingRules: counted
      .filter(({ inGroup }) => inGroup === undefined)
      .map(({ rule, action }) => ({ ruleId: rule, action, ruleMatchDetails: [] })),
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
    requestBodySize: request.body.length,
    requestBodySizeInspectedByWAF: Math.min(request.body.length, bodyLimitBytes),
    localEnforcement: ending?.match.enforcement ?? leastOf(setting.enforcements.map((fidelity) => ({ fidelity }))),
    localEnforcementOfRules: tally(setting.enforcements),
  };
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

/** What matched inside rule groups, by group. */
function ruleGroups(ended: RuleMatch | undefined, counted: readonly RuleMatch[]): readonly object[] {
  const matches = ended === undefined ? counted : [...counted, ended];
  const ids = new Set(matches.flatMap(({ inGroup }) => inGroup?.groupId ?? []));
  return [...ids].map((ruleGroupId) => ({
    ruleGroupId,
    terminatingRule:
      ended?.inGroup?.groupId === ruleGroupId
        ? { ruleId: ended.inGroup.rule, action: ended.action, ruleMatchDetails: null }
        : null,
    nonTerminatingMatchingRules: counted.flatMap(({ inGroup, action }) =>
      inGroup?.groupId === ruleGroupId ? [{ ruleId: inGroup.rule, action, ruleMatchDetails: [] }] : [],
    ),
    excludedRules: null,
  }));
}
