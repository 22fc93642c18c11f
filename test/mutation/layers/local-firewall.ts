import type { Layer, Mutation } from '../mutation.ts';

const inFirewall = (control: string, file: string, find: string, replace: string, test: string): Mutation => ({
  control,
  how: { kind: 'source', file: `lib/local/firewall/${file}`, find, replace },
  seenBy: [`test/local/firewall/${test}.test.ts`],
});

export const localFirewall: Layer = {
  name: 'local firewall',
  mutations: [
    inFirewall(
      'a statement that is not known is refused',
      'engine/compile-statement.ts',
      "  if (kind === undefined) throw new FirewallRefusal(place, 'is not a known statement');\n",
      "  if (kind === undefined) return { evaluate: () => 'no-match', capacity: 0, fidelity: 'exact' };\n",
      'engine/refusals',
    ),
    inFirewall(
      'a statement that is not built is refused',
      'engine/compile-statement.ts',
      '  if (refused !== undefined) throw new FirewallRefusal(place, refused);\n',
      "  if (refused !== undefined) return { evaluate: () => 'no-match', capacity: 0, fidelity: 'exact' };\n",
      'engine/refusals',
    ),
    inFirewall(
      'a rule ends the evaluation',
      'rules/compiled-rule.ts',
      '    if (ending !== undefined) return ending;\n',
      "    if (ending?.action.name === 'ALLOW') return ending;\n",
      'rules/web-acl',
    ),
    inFirewall(
      'rules are asked by priority',
      'rules/compiled-rule.ts',
      'one.priority - other.priority',
      'other.priority - one.priority',
      'rules/web-acl',
    ),
    inFirewall(
      'a request that a rule blocks does not pass',
      'rules/decision.ts',
      "  if (action.name !== 'ALLOW') return",
      "  if (action.name === 'COUNT') return",
      'rules/web-acl',
    ),
    inFirewall(
      'a web ACL costs what AWS allows',
      'rules/compile-web-acl.ts',
      '  if (!(capacity <= mostCapacity)) {',
      '  if (capacity < 0) {',
      'engine/refusals',
    ),
    inFirewall(
      'one web ACL stands in front of a stage',
      'create-firewall.ts',
      "      if (associated.has(resourceArn)) throw new FirewallRefusal('ResourceArn', 'has a web ACL already');\n",
      '',
      'rules/web-acl',
    ),
    inFirewall(
      'SQL injection is found',
      'statements/sqli-match.ts',
      'component.test(inspection, looksLikeSqlInjection)',
      'component.test(inspection, () => false)',
      'statements/injection',
    ),
    inFirewall(
      'scripts are found',
      'statements/xss-match.ts',
      'component.test(inspection, looksLikeScriptInjection)',
      'component.test(inspection, () => false)',
      'statements/injection',
    ),
    inFirewall(
      'padding hides no attack',
      'detection/chunks.ts',
      '  if (text.length <= chunkLength) return [text];\n',
      '  if (text.length >= 0) return [text.slice(0, 4_000)];\n',
      'statements/injection',
    ),
    inFirewall(
      'many values hide no attack',
      'detection/injection.ts',
      'from < chunks.length; from += longestList',
      'from < Math.min(chunks.length, longestList); from += longestList',
      'statements/injection',
    ),
    inFirewall(
      'a body beyond what is inspected is an answer in itself',
      'fields/body.ts',
      '(isOversize(inspection) && oversizeAnswer[OversizeHandling]) || ',
      '',
      'fields/fields',
    ),
    inFirewall(
      'an address that asks too often is refused',
      'rate/sliding-log.ts',
      '!(times.length - instance.first < limit)',
      'times.length - instance.first < 0',
      'statements/rate-based',
    ),
    inFirewall(
      'refused requests count',
      'rate/sliding-log.ts',
      '      times.push(nowMillis);\n',
      '      if (!isOver) times.push(nowMillis);\n',
      'statements/rate-based',
    ),
    inFirewall(
      'each address is counted on its own',
      'rate/aggregate-key.ts',
      "if (AggregateKeyType === 'IP') return { of: clientIp, capacity: 0 };",
      "if (AggregateKeyType === 'IP') return { of: () => ({ key: '' }), capacity: 0 };",
      'statements/rate-based',
    ),
  ],
};
