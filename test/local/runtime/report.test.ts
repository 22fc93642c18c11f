import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { banner } from '../../../lib/local/dev/banner.ts';
import type { Json } from '../../../lib/local/json.ts';
import { type ResourceType, resourceType } from '../../../lib/local/resource-type.ts';
import { enforcementReport } from '../../../lib/local/runtime/report.ts';

const api = resourceType({
  type: 'Test::Api',
  properties: z.looseObject({}),
  enforcement: { kind: 'enforced' },
  lesser: {
    'Types.EDGE': { kind: 'approximated', how: 'there is no edge' },
    'Tracing.Enabled': { kind: 'not-enforced', why: 'nothing is sent' },
  },
  declare: () => ({ ref: 'x', attributes: {} }),
});

const reportOf = (
  type: ResourceType,
  properties: Json,
  rules: Parameters<typeof enforcementReport>[1] = { describe: () => [] },
) =>
  enforcementReport(
    [
      {
        stackName: 'S',
        outputs: {},
        exports: new Map(),
        resources: [
          { path: 'S/A', logicalId: 'A', resourceType: type, properties, identity: { ref: 'x', attributes: {} } },
        ],
      },
    ],
    rules,
  );

describe('the report of what is enforced', () => {
  it('counts what is enforced whole', () => {
    assert.deepEqual(reportOf(api, {}), { enforced: [{ what: 'Test::Api', count: 1 }], lesser: [] });
  });

  it('names a property that does less, where the template has it', () => {
    const { lesser } = reportOf(api, { Tracing: [{ Enabled: true }] });
    assert.deepEqual(lesser, [
      { kind: 'not-enforced', what: 'Test::Api Tracing.Enabled', why: 'nothing is sent', count: 1 },
    ]);
  });

  it('names a value that does less, and no other value of the property', () => {
    assert.deepEqual(reportOf(api, { Types: ['REGIONAL'] }).lesser, []);
    assert.deepEqual(
      reportOf(api, { Types: ['EDGE'] }).lesser.map(({ what }) => what),
      ['Test::Api Types.EDGE'],
    );
  });

  it('says when writes are acknowledged before the disk has them', () => {
    const { lesser } = enforcementReport([], { describe: () => [] }, { fastWrites: true });
    assert.deepEqual(
      lesser.map(({ kind, what }) => `${kind} ${what}`),
      ['approximated --fast-writes'],
    );
    assert.match(
      banner({ enforced: [], lesser }, 'report.json'),
      /--fast-writes: DynamoDB acknowledges a write before/,
    );
    assert.deepEqual(enforcementReport([], { describe: () => [] }).lesser, []);
  });

  it('says how the rates of the firewall count, where there is a firewall', () => {
    const rules = { describe: () => [{ rule: 'acl#rate', enforcement: 'exact' as const }] };
    for (const [rateMode, says] of [
      ['exact', /--waf-rates exact: rate-based rules refuse the first request over the limit/],
      ['aws-like', /--waf-rates aws-like: rate-based rules look every ten seconds/],
    ] as const) {
      const report = enforcementReport([], rules, { rateMode });
      assert.match(banner(report, 'report.json').replaceAll(/\s+/g, ' '), says);
    }
    assert.deepEqual(enforcementReport([], { describe: () => [] }, { rateMode: 'exact' }).lesser, []);
  });

  it('says what AWS accepts in silence though it does nothing', () => {
    const warnings = [['Rules[2].Statement', 'the group has no such rule']] as const;
    const report = enforcementReport([], { describe: () => [] }, { warnings });
    assert.match(banner(report, 'report.json'), /WebACL Rules\[2\]\.Statement: the group has no such rule/);
  });

  it('tells rules of the firewall apart: exact, approximated, not enforced', () => {
    const report = reportOf(
      api,
      {},
      {
        describe: () => [
          { rule: 'acl#group#A', enforcement: 'exact' },
          { rule: 'acl#group#B', enforcement: 'approximated' },
          { rule: 'acl#rate', enforcement: 'approximated' },
          { rule: 'acl#group#C', enforcement: 'not-enforced' },
        ],
      },
    );
    assert.deepEqual(
      report.lesser.map(({ what, kind }) => [what, kind]),
      [
        ['acl#group#B', 'approximated'],
        ['acl#rate', 'approximated'],
        ['acl#group#C', 'not-enforced'],
      ],
    );
    assert.deepEqual(report.firewallRules, {
      exact: ['acl#group#A'],
      approximated: ['acl#group#B', 'acl#rate'],
      'not-enforced': ['acl#group#C'],
    });
    assert.match(banner(report, 'report.json'), /^Rules of the firewall: 1 exact, 2 approximated, 1 not enforced$/m);
    assert.doesNotMatch(banner(reportOf(api, {}), 'report.json'), /Rules of the firewall/);
  });
});
