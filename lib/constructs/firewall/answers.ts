import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { problemType, type StandardProblemCode, securityHeaders, standardProblems } from '../../contract/index.ts';

/** The problems that the firewall answers by itself, by the key of their body. */
export const firewallProblems = [
  'body-too-large',
  'too-many-requests',
  'unknown-route',
  'unsupported-media-type',
] as const satisfies StandardProblemCode[];

type FirewallProblem = (typeof firewallProblems)[number];

/**
 * A problem document (RFC 9457) as far as AWS WAF can send one: it knows no media type beyond `application/json`. It puts
 * the id of the request in itself ("Dynamic label interpolation" of its developer guide).
 */
export const problemBody = (code: StandardProblemCode): wafv2.CfnWebACL.CustomResponseBodyProperty => ({
  contentType: 'APPLICATION_JSON',
  content: JSON.stringify({ type: problemType(code), ...standardProblems[code], code, requestId }),
});

/** AWS WAF fills it in. */
const requestId = '${awswaf:request_id:}';

/**
 * The firewall's answers leave one header out: `frame-ancestors` says it, too, and AWS allows 100 headers in all the
 * answers of a web ACL together.
 */
const { 'X-Frame-Options': _, ...answerHeaders } = securityHeaders;

/** Refuses with an answer of the firewall's own. */
export const refuseWith = (
  code: FirewallProblem,
  headers: Readonly<Record<string, string>> = {},
): wafv2.CfnWebACL.RuleActionProperty => ({
  block: {
    customResponse: {
      responseCode: standardProblems[code].status,
      customResponseBodyKey: code,
      responseHeaders: Object.entries({ ...answerHeaders, ...headers }).map(([name, value]) => ({ name, value })),
    },
  },
});

/** Refuses with the gateway's own answer: a whole problem document, 403 `refused-by-firewall`, with the request id. */
export const refuse: wafv2.CfnWebACL.RuleActionProperty = { block: {} };

/** Refuses nothing: rules behind read the labels. */
export const countAndLabel: wafv2.CfnWebACL.RuleActionProperty = { count: {} };
