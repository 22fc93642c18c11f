/**
 * The records of AWS's page "Log examples", with values of our own and without headers that say nothing: what members
 * there are, of which type, and in which order of nesting is AWS's.
 */

const request = (headers: readonly (readonly [string, string])[], more: object = {}) => ({
  clientIp: '198.51.100.7',
  country: 'AU',
  headers: headers.map(([name, value]) => ({ name, value })),
  uri: '/accounts',
  args: '',
  httpVersion: 'HTTP/1.1',
  httpMethod: 'GET',
  requestId: 'rid',
  ...more,
});

const ends = (terminatingRuleId: string, terminatingRuleType: string, action: string) => ({
  terminatingRuleId,
  terminatingRuleType,
  action,
});

const common = {
  timestamp: 1_576_280_412_771,
  formatVersion: 1,
  webaclId: 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/Bank/1',
  httpSourceName: 'APIGW',
  httpSourceId: '111122223333:abc123:live',
  ruleGroupList: [],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  terminatingRuleMatchDetails: [],
};

const notCustom = { requestHeadersInserted: null, responseCodeSent: null };
const sql = { conditionType: 'SQL_INJECTION', location: 'HEADER', matchedData: ['10', 'AND', '1'] };
const host = ['Host', 'api.example'] as const;
const agent = ['User-Agent', 'curl/7.61.1'] as const;
const labels = [{ name: 'value' }];

export const awsExamples = {
  'SQL injection ends it': {
    ...common,
    ...ends('Sql', 'REGULAR', 'BLOCK'),
    terminatingRuleMatchDetails: [sql],
    httpRequest: request([host, agent, ['x-test', '10 AND 1=1']]),
    labels,
  },
  'SQL injection is counted': {
    ...common,
    ...ends('Default_Action', 'REGULAR', 'ALLOW'),
    nonTerminatingMatchingRules: [{ ruleId: 'Sql', action: 'COUNT', ruleMatchDetails: [sql] }],
    httpRequest: request([host, agent, ['x-test', '10 AND 1=1']]),
    labels,
  },
  'a rule of a group ends it, another one counts': {
    ...common,
    ...ends('Group', 'GROUP', 'BLOCK'),
    terminatingRuleMatchDetails: [{ conditionType: 'XSS', location: 'HEADER', matchedData: ['<', 'frameset'] }],
    ruleGroupList: [
      {
        ruleGroupId: 'arn:aws:wafv2:eu-central-1:111122223333:regional/rulegroup/Group/1',
        terminatingRule: { ruleId: 'Script', action: 'BLOCK', ruleMatchDetails: null },
        nonTerminatingMatchingRules: [{ ruleId: 'Sql', action: 'COUNT', ruleMatchDetails: [sql] }],
        excludedRules: null,
      },
    ],
    httpRequest: request([host, agent, ['x-script', '<frameset onload=alert(1)>'], ['x-test', '10 AND 1=1']]),
    labels,
  },
  'SQL injection in a JSON body ends it': {
    ...common,
    ...ends('Sql', 'REGULAR', 'BLOCK'),
    terminatingRuleMatchDetails: [{ ...sql, location: 'UNKNOWN' }],
    ...notCustom,
    httpRequest: request([], { httpMethod: 'POST' }),
    labels,
  },
  'a puzzle that was solved': {
    ...common,
    ...ends('Default_Action', 'REGULAR', 'ALLOW'),
    nonTerminatingMatchingRules: [
      {
        ruleId: 'Puzzle',
        action: 'CAPTCHA',
        ruleMatchDetails: [],
        captchaResponse: { responseCode: 0, solveTimestamp: 1_632_420_429 },
      },
    ],
    requestHeadersInserted: [{ name: 'x-amzn-waf-seen', value: 'yes' }],
    responseCodeSent: null,
    httpRequest: request([host, ['cookie', 'aws-waf-token=51c7']]),
  },
  'a puzzle that was not solved': {
    ...common,
    ...ends('Puzzle', 'REGULAR', 'CAPTCHA'),
    requestHeadersInserted: null,
    responseCodeSent: 405,
    httpRequest: request([host]),
    captchaResponse: { responseCode: 405, solveTimestamp: 0, failureReason: 'TOKEN_MISSING' },
  },
  'a rate by one header ends it': {
    ...common,
    ...ends('Rate', 'RATE_BASED', 'BLOCK'),
    rateBasedRuleList: [
      {
        rateBasedRuleId: 'Rate',
        rateBasedRuleName: 'Rate',
        limitKey: 'CUSTOMKEYS',
        maxRateAllowed: 10,
        evaluationWindowSec: '120',
        customValues: [{ key: 'HEADER', name: 'dogname', value: 'ella' }],
      },
    ],
    ...notCustom,
    httpRequest: request([host, ['dogname', 'ella']]),
  },
} as const;
