import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { tableOf } from './support/running.ts';

const KILLS = 3;
const ACKNOWLEDGED_BEFORE_KILL = 25;
const writer = fileURLToPath(new URL('support/crashing-writer.ts', import.meta.url));

/** Runs the writer until it acknowledged enough, kills it, and returns the numbers that it acknowledged. */
const runAndKill = async (folder: string, first: number): Promise<readonly number[]> => {
  const child = spawn(process.execPath, [writer, folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > ACKNOWLEDGED_BEFORE_KILL) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
  // A number whose line was cut off was acknowledged to nobody.
  return output.split('\n').slice(0, -1).map(Number);
};

describe('a process that is killed during transactions', () => {
  it('loses none that it acknowledged, and tears none', async () => {
    const { folder, remove } = temporaryFolder();
    const acknowledged: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) acknowledged.push(...(await runAndKill(folder, kill * 100_000)));

    const service = createDynamoDb({ environment: testEnvironment(folder) });
    service.declareTable(tableOf('ledger'));
    const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
    const read = async (pk: string): Promise<readonly JsonObject[]> => {
      const input = {
        TableName: 'ledger',
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: pk } },
      };
      const page = await service.api.operations
        .get('Query')
        ?.run(input, { caller, requestId: '', nowMillis: Date.now() });
      return page?.['Items'] as readonly JsonObject[]; // `Query` without `Select` returns items
    };
    const entries = new Set((await read('entries')).map(({ sk }) => Number((sk as { S: string }).S)));
    const [[from], [to]] = [await read('from'), await read('to')];
    service.close();
    remove();

    assert.ok(acknowledged.length >= KILLS * ACKNOWLEDGED_BEFORE_KILL);
    assert.deepEqual(
      acknowledged.filter((number) => !entries.has(number)),
      [],
    );
    assert.deepEqual(from?.['amount'], { N: `${-entries.size}` });
    assert.deepEqual(to?.['amount'], { N: `${entries.size}` });
    assert.ok(entries.size <= acknowledged.length + KILLS, 'at most one a kill was written and not acknowledged');
  });
});
