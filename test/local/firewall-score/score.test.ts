import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runScoreCommand } from '../../../lib/local/firewall-score/index.ts';
import { readCorpus } from '../../../lib/local/firewall-score/read-corpus.ts';
import { wilson } from '../../../lib/local/firewall-score/wilson.ts';

const root = mkdtempSync(join(tmpdir(), 'portcullis-score-test-'));
after(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}

write('corpus/attacks/sql/a.txt', "' or 1=1\nunion select\n\nunion select\n");
write('corpus/attacks/sql/b.url.txt', '%27%3B\n');
write('corpus/harmless/names/c.txt', "O'Neil\nunion\n");
write('known/attacks/sql/a.txt', 'union select\n');

/** Refuses `union` and `' or` wherever they stand; a managed group before it counts everything. */
const rule = (Name: string, Priority: number, rest: object) => ({
  Name,
  Priority,
  VisibilityConfig: { CloudWatchMetricsEnabled: false, MetricName: Name, SampledRequestsEnabled: false },
  ...rest,
});
const fields = [
  { AllQueryArguments: {} },
  { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'VALUE', OversizeHandling: 'CONTINUE' } },
  { SingleHeader: { Name: 'referer' } },
  { UriPath: {} },
];
const template = {
  Resources: {
    Words: {
      Type: 'AWS::WAFv2::RegexPatternSet',
      Properties: { Scope: 'REGIONAL', RegularExpressionList: ['union', "' or"] },
    },
    Acl: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Scope: 'REGIONAL',
        DefaultAction: { Allow: {} },
        VisibilityConfig: { CloudWatchMetricsEnabled: false, MetricName: 'Acl', SampledRequestsEnabled: false },
        Rules: [
          ...fields.map((FieldToMatch, index) =>
            rule(`Words${index}`, index, {
              Action: { Block: {} },
              Statement: {
                RegexPatternSetReferenceStatement: {
                  Arn: { 'Fn::GetAtt': ['Words', 'Arn'] },
                  FieldToMatch,
                  TextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }],
                },
              },
            }),
          ),
          rule('Rate', 9, {
            Action: { Block: {} },
            Statement: { RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } },
          }),
          rule('Sql', 10, {
            Action: { Block: {} },
            Statement: {
              SqliMatchStatement: {
                FieldToMatch: { AllQueryArguments: {} },
                TextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }],
              },
            },
          }),
        ],
      },
    },
    Other: { Type: 'AWS::Not::Known', Properties: {} },
  },
};
write(
  'assembly/manifest.json',
  JSON.stringify({
    artifacts: {
      Stack: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Stack.template.json' } },
    },
  }),
);
write('assembly/Stack.template.json', JSON.stringify(template));

const printed = async (...args: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  await runScoreCommand([join(root, 'corpus'), '--assembly', join(root, 'assembly'), ...args], (text) =>
    lines.push(text),
  );
  return lines.join('\n');
};

describe('portcullis firewall score', () => {
  it('prints the shares with their intervals and J, by group and place', async () => {
    const table = await printed('--own-rules');
    for (const zone of ['query', 'json', 'header', 'path']) {
      assert.match(
        table,
        new RegExp(String.raw`\| sql +\| ${zone} +\| 3 +\| 0\.667 \[0\.208, 0\.939\] +\| +\| 0\.167`),
      );
      assert.match(table, new RegExp(String.raw`\| names +\| ${zone} +\| 2 +\| +\| 0\.500 \[0\.095, 0\.905\] +\|`));
    }
  });

  it('counts no rates, and leaves out what another corpus has', async () => {
    for (let turn = 0; turn < 5; turn += 1)
      assert.match(await printed('--zones', 'header'), /sql +\| header \| 3 +\| 0\.667/);
    assert.match(
      await printed('--zones', 'header', '--without', join(root, 'known')),
      /sql +\| header \| 2 +\| 0\.500/,
    );
  });

  it('names what was decided the wrong way, and by which rule', async () => {
    const text = await printed('--own-rules', '--zones', 'query', '--mistakes', '9', '--by-source');
    assert.match(text, /query sql\/b Default_Action: ';/);
    assert.match(text, /query names\/c Words0: union/);
    assert.match(text, /\| sql\/a /);
  });

  it('tells rules that AWS decides alike from approximations', async () => {
    const own = JSON.parse(await printed('--own-rules', '--json'));
    assert.equal(own.refusedBy.Sql, undefined);
    assert.equal(own.refusedBy.Words0, 2);
  });

  it('refuses unknown places and a folder without payloads', async () => {
    await assert.rejects(printed('--zones', 'cookie'), /--zones takes query, json, header, path/);
    mkdirSync(join(root, 'empty'));
    assert.throws(() => readCorpus(join(root, 'empty')), /has no payload/);
    write('wrong/payloads/a/b.txt', 'x');
    assert.throws(() => readCorpus(join(root, 'wrong')), /neither 'attacks' nor 'harmless'/);
  });
});

describe("Wilson's interval", () => {
  it('agrees with published values', () => {
    const { low, high } = wilson(81, 263);
    assert.deepEqual([low.toFixed(4), high.toFixed(4)], ['0.2553', '0.3662']);
  });

  it('stays within 0 and 1 at the ends', () => {
    assert.deepEqual([wilson(0, 10).low.toFixed(9), wilson(10, 10).high.toFixed(9)], ['0.000000000', '1.000000000']);
    assert.deepEqual([wilson(0, 0).low, wilson(0, 0).high], [0, 1]);
  });
});
