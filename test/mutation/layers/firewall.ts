import { inRoom, type Layer, type Mutation } from '../mutation.ts';

const inConstruct = inRoom('constructs');

/** Noticed by what the template says. */
const written = (control: string, file: string, find: string, replace: string, test = 'firewall'): Mutation =>
  inConstruct(control, `firewall/${file}`, find, replace, `firewall/${test}`);

/** Noticed by what the rules do, in the evaluator. */
const enforced = (control: string, file: string, find: string, replace: string, test = 'rules'): Mutation => ({
  ...inConstruct(control, `firewall/${file}`, find, replace, 'firewall/firewall'),
  seenBy: [`test/firewall/${test}.test.ts`],
});

export const firewall: Layer = {
  name: 'firewall',
  mutations: [
    written(
      'a body is no longer than any contract allows',
      'firewall.ts',
      '      bodySizeRule(longestBody(api)),\n',
      '',
    ),
    written(
      'a body that is inspected in part only is refused',
      'body-rules.ts',
      "isLonger({ body: { oversizeHandling: 'MATCH' } }, bytes);",
      "isLonger({ body: { oversizeHandling: 'CONTINUE' } }, bytes);",
    ),
    written(
      'an address that sends too much is stopped',
      'rate-rules.ts',
      "    addressRate('AddressRate', perAddress),\n",
      '',
    ),
    ...['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'].map((group) =>
      written(
        `the managed group ${group} stands in the web ACL`,
        'managed-groups.ts',
        `  managed('AWSManagedRules${group}'`,
        `  managed('AWSManagedRules${group === 'SQLiRuleSet' ? 'LinuxRuleSet' : 'SQLiRuleSet'}'`,
      ),
    ),
    written(
      'the managed groups block',
      'managed-groups.ts',
      'overrideAction: { none: {} }',
      'overrideAction: { count: {} }',
    ),
    written("the firewall's log holds no credential", 'firewall-log.ts', "...['authorization', ", '...['),
    written("the firewall's log holds no query", 'firewall-log.ts', ', { queryString: {} }]', ']'),
    written(
      'nothing samples requests',
      'firewall.ts',
      'props.sampledRequests ?? false',
      'props.sampledRequests ?? true',
    ),
    written(
      'the firewall stands in front of the stage',
      'firewall.ts',
      "    new wafv2.CfnWebACLAssociation(this, 'Association', {\n      resourceArn: stage.stageArn,\n      webAclArn: this.webAcl.attrArn,\n    });\n",
      "    if (stage.stageArn === '') throw new Error('a stage has an ARN');\n",
    ),
    written(
      'no contract allows a body that no firewall inspects',
      'firewall-props.ts',
      'broken: ({ api }) => !(longestBody(api) <= MOST_INSPECTED_BYTES)',
      'broken: () => false',
    ),
    written(
      'rules over the budget are refused',
      'firewall.ts',
      '    if (!(units <= most)) {',
      '    if (!(units <= most + 10_000)) {',
    ),
    enforced(
      'a route that no contract declares ends at the edge',
      'contract-rules.ts',
      'statement: not(routes.of(api.endpoints, { preflights: true })),',
      'statement: isLonger({ uriPath: {} }, 9_999 + api.endpoints.length + Object.keys(routes).length),',
    ),
    enforced('a body that is no JSON ends at the edge', 'body-rules.ts', '  mediaTypeRule,\n', ''),
    enforced(
      'a key is counted from whatever address',
      'rate-rules.ts',
      "          headerRate('KeyRate', headers.apiKey, perCredential),\n",
      '',
    ),
    enforced(
      'who leaves the key out is counted by the address',
      'rate-rules.ts',
      'allOf([not(isLonger(header(headers.apiKey), 0)), routes.of(keyed)]),',
      'allOf([isLonger(header(headers.apiKey), 0), routes.of(keyed)]),',
    ),
    enforced(
      'who rotates addresses is counted in total',
      'rate-rules.ts',
      "{ aggregateKeyType: 'CONSTANT' }",
      "{ aggregateKeyType: 'IP' }",
    ),
    enforced(
      'a guard is known by its labels',
      'endpoint-guard.ts',
      '    labels: [`${callerNamespace(requestsPerFiveMinutes)}${name}`, `${totalNamespace(totalPerFiveMinutes)}${name}`],\n',
      "    labels: [callerNamespace(requestsPerFiveMinutes) === '' ? '' : `guard:${totalPerFiveMinutes}:${totalNamespace.name}`],\n",
    ),
    enforced(
      'a credential is counted at guarded endpoints from whatever address',
      'rate-rules.ts',
      "    headerRate(`Guarded${limit}CredentialRate`, 'authorization', limit, hasLabelIn(callerNamespace(limit))),\n",
      '',
    ),
    enforced(
      'a credential is one count, however it is written',
      'rate-rules.ts',
      'transformed(oneSpelling)',
      'transformed(oneSpelling.slice(2))',
    ),
    enforced(
      'a report of a leak is not refused for the file that it names',
      'detection/detection-rules.ts',
      "...(zone === 'Body' ? searchedBody : []),",
      "...(zone === 'Nowhere' ? searchedBody : []),",
      'unsearched-bodies',
    ),
    written("the firewall's log holds no proof", 'firewall-log.ts', 'headers.oneTimeProof, headers.dpop, ', ''),
    enforced(
      'an endpoint without a body takes none',
      'body-rules.ts',
      '(request.body === undefined ? 0 : limits.bodyBytes)',
      '(request.body === undefined ? limits.bodyBytes : limits.bodyBytes)',
    ),
    written(
      'a query argument keeps its alphabet',
      'contract-rules.ts',
      '  ...queryShapeRules(api),\n',
      '  ...queryShapeRules(api).map((rule) => ({ ...rule, action: { count: {} } })),\n',
      'query-shape',
    ),
    written(
      'no escape hides the name of a query argument',
      'query-shape.ts',
      '[encodedName, ...patterns].map(',
      '[encodedName, ...patterns].slice(1).map(',
      'query-shape',
    ),
    written(
      'no escape hides what is outside an alphabet',
      'query-shape.ts',
      '`%(?:${wrongEscape(extras)})`,',
      '`%(?:${wrongEscape(extras)})%%%`,',
      'query-shape',
    ),
    written(
      'a header keeps its alphabet',
      'contract-rules.ts',
      '  ...headerShapeRules(api),\n',
      '  ...headerShapeRules(api).map((rule) => ({ ...rule, action: { count: {} } })),\n',
      'query-shape',
    ),
    written(
      'a pattern that is not held at both ends tells no alphabet',
      'pattern-alphabet.ts',
      "    if (piece === '|' && depth === 0) return undefined;\n",
      '',
      'pattern-alphabet',
    ),
    written(
      "a web ACL that breaks AWS's quotas is not synthesised",
      'quotas.ts',
      '({ found, most }) => !(found <= most),',
      '({ found, most }) => found < 0 && most < 0,',
      'quotas',
    ),
    written(
      'the log goes to no bucket that AWS does not write to',
      'firewall-props.ts',
      'logBucket !== undefined && !isLogBucket(logBucket),',
      'logBucket !== undefined && !isLogBucket(logBucket) && hasTwice([]),',
      'props',
    ),
    enforced(
      'what an attack is wrapped in is taken off',
      'detection/detection-rules.ts',
      "const decoded = ['URL_DECODE_UNI', 'URL_DECODE_UNI'];",
      'const decoded: readonly string[] = [];',
      'detection',
    ),
    ...[
      ['SQL', 'patterns: sqlPatterns,', 'patterns: scriptPatterns,'],
      ['scripts', 'patterns: scriptPatterns,', 'patterns: sqlPatterns,'],
      ['paths', '...pathPatterns, ', ''],
      ['commands', ', ...commandPatterns', ''],
    ].map(([family = '', find = '', replace = '']) =>
      enforced(`own rules find ${family}`, 'detection/detection-rules.ts', find, replace, 'detection'),
    ),
    enforced(
      'own rules refuse',
      'detection/detection-rules.ts',
      'action: refuse,',
      'action: { count: {} },',
      'detection',
    ),
    enforced(
      'own rules look into query arguments',
      'detection/detection-rules.ts',
      "{ name: 'Query', field: { allQueryArguments: {} } },",
      "{ name: 'Query', field: { method: {} } },",
      'detection',
    ),
    enforced(
      'own rules look into headers',
      'detection/detection-rules.ts',
      "matchScope: 'VALUE',",
      "matchScope: 'KEY',",
      'detection',
    ),
    enforced(
      'own rules look at a body that is no JSON',
      'detection/detection-rules.ts',
      "invalidFallbackBehavior: 'EVALUATE_AS_STRING',",
      "invalidFallbackBehavior: 'NO_MATCH',",
      'detection',
    ),
    enforced(
      "what AWS's rules find and a mark confirms is refused",
      'confirmation-rules.ts',
      'action: refuse,',
      'action: { count: {} },',
      'detection',
    ),
    enforced(
      "what AWS's rules find in bodies is confirmed",
      'confirmation-rules.ts',
      "matchScope: 'VALUE',",
      "matchScope: 'KEY',",
      'detection',
    ),
    enforced(
      'own rules look into JSON bodies',
      'detection/detection-rules.ts',
      "matchScope: 'ALL',",
      "matchScope: 'KEY',",
    ),
  ],
};
