import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  paginateGetParametersByPath,
  RemoveTagsFromResourceCommand,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { temporaryFolder } from '../support/environment.ts';
import { allow } from '../support/serve-signed.ts';
import { KEYS, runningStore } from './fixture.ts';

const text = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  new PutParameterCommand({ Name, Value, Type: 'String', ...more });
const ARN = 'arn:aws:ssm:eu-central-1:123456789012:parameter';

test('puts a parameter, refuses it a second time, and overwrites it on demand', async () => {
  await using store = await runningStore();
  assert.deepEqual((await store.client.send(text('/bank/limit', '5'))).Version, 1);
  await assert.rejects(store.client.send(text('/bank/limit', '6')), { name: 'ParameterAlreadyExists' });
  await store.client.send(text('/bank/limit', '6', { Overwrite: true }));
  const { Parameter } = await store.client.send(new GetParameterCommand({ Name: '/bank/limit' }));
  assert.deepEqual([Parameter?.Value, Parameter?.Version, Parameter?.ARN], ['6', 2, `${ARN}/bank/limit`]);
  const { LastModifiedDate } = Parameter ?? {};
  assert.ok(Math.abs((LastModifiedDate?.getTime() ?? 0) - Date.now()) < 60_000);
  const byArn = await store.client.send(new GetParameterCommand({ Name: `${ARN}/bank/limit:1` }));
  assert.deepEqual([byArn.Parameter?.Value, byArn.Parameter?.Selector], ['5', ':1']);
  await assert.rejects(store.client.send(new GetParameterCommand({ Name: '/bank/limit:3' })), {
    name: 'ParameterVersionNotFound',
  });
  await assert.rejects(store.client.send(new GetParameterCommand({ Name: '/bank/none' })), {
    name: 'ParameterNotFound',
  });
});

test('refuses names, values, tiers and types that Parameter Store refuses', async () => {
  await using store = await runningStore();
  const refused: readonly (readonly [string, PutParameterCommand, string | RegExp])[] = [
    ['a name of AWS', text('/ssm/x', '1'), /prefixed with "aws"/],
    ['a path that does not begin with a slash', text('bank/limit', '1'), /fully qualified/],
    ['a name with a space', text('/bank limit', '1'), /must be of letters/],
    ['a hierarchy of 16 levels', text('/a'.repeat(16), '1'), /at most 15 levels/],
    ['more than 4 KB', text('large', 'x'.repeat(4_097)), /4096 characters/],
    ['more than 8 KB', text('large', 'x'.repeat(8_193), { Tier: 'Advanced' }), /8192 characters/],
    ['an empty value', text('empty', ''), /length greater than or equal to 1/],
    ['a value with another parameter in it', text('nested', '{{ssm:x}}'), /nest/],
    ['a value that its pattern does not allow', text('digits', 'x', { AllowedPattern: '^\\d+$' }), /allowedPattern/],
    ['a key for plain text', text('plain', 'x', { KeyId: 'alias/bank' }), /SecureString type parameter only/],
    ['a key that is not there', text('secret', 'x', { Type: 'SecureString', KeyId: 'alias/none' }), /not known/],
    ['a policy', text('expiring', 'x', { Policies: '[]' }), /does not know the parameter Policies/],
  ];
  for (const [what, command, message] of refused) {
    await assert.rejects(store.client.send(command), (error: Error) => new RegExp(message).test(error.message), what);
  }
  await store.client.send(text('large', 'x'.repeat(4_097), { Tier: 'Intelligent-Tiering' }));
  await assert.rejects(store.client.send(text('large', 'x', { Tier: 'Standard', Overwrite: true })), /downgrade/);
  await store.client.send(text('digits', '42', { AllowedPattern: '^\\d+$' }));
  await assert.rejects(store.client.send(text('digits', 'x', { Type: 'SecureString', Overwrite: true })), {
    name: 'HierarchyTypeMismatchException',
  });
});

test('shows a SecureString only to whoever asks for its decryption, and seals it at rest', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  await using store = await runningStore([], folder);
  await store.client.send(text('/bank/pepper', 'open sesame', { Type: 'SecureString' }));
  const sealed = await store.client.send(new GetParameterCommand({ Name: '/bank/pepper' }));
  assert.doesNotMatch(sealed.Parameter?.Value ?? 'open sesame', /sesame/);
  const open = await store.client.send(new GetParameterCommand({ Name: '/bank/pepper', WithDecryption: true }));
  assert.equal(open.Parameter?.Value, 'open sesame');
  for (const name of readdirSync(folder)) {
    assert.doesNotMatch(readFileSync(join(folder, name)).toString('latin1'), /sesame/);
  }
});

test('a secure value is under the key that it names: disabled, the key gives and takes none', async () => {
  await using store = await runningStore();
  const KeyId = KEYS.get('alias/bank') ?? '';
  const put = () => store.client.send(text('/bank/two', '2', { Type: 'SecureString', KeyId, Overwrite: true }));
  const get = (Name: string) => store.client.send(new GetParameterCommand({ Name, WithDecryption: true }));
  await put();
  await store.client.send(text('/bank/own', '3', { Type: 'SecureString' }));
  await store.keys.send(new DisableKeyCommand({ KeyId }));
  await assert.rejects(get('/bank/two'), { name: 'InvalidKeyId' });
  await assert.rejects(put, { name: 'InvalidKeyId' });
  assert.equal((await get('/bank/own')).Parameter?.Value, '3');
  await store.keys.send(new EnableKeyCommand({ KeyId }));
  assert.equal((await get('/bank/two')).Parameter?.Value, '2');
});

test('a function reads what its role allows, and a secure value only with its key', async () => {
  await using store = await runningStore([
    allow('ssm:GetParameter', `${ARN}/bank/*`),
    allow('kms:Decrypt', KEYS.get('alias/bank') ?? ''),
  ]);
  await store.client.send(text('/bank/one', '1', { Type: 'SecureString', KeyId: 'alias/vault' }));
  await store.client.send(text('/bank/two', '2', { Type: 'SecureString', KeyId: 'alias/bank' }));
  await store.client.send(text('/bank/own', '3', { Type: 'SecureString' }));
  const get = (Name: string, WithDecryption = true) =>
    store.asFunction.send(new GetParameterCommand({ Name, WithDecryption }));
  assert.equal((await get('/bank/own')).Parameter?.Value, '3');
  assert.equal((await get('/bank/two')).Parameter?.Value, '2');
  assert.ok((await get('/bank/one', false)).Parameter);
  await assert.rejects(get('/bank/one'), {
    name: 'AccessDeniedException',
    message: /kms:Decrypt on resource: .*key\/66666666/,
  });
  await assert.rejects(get('/other'), {
    name: 'AccessDeniedException',
    message: /ssm:GetParameter on resource: .*\/other/,
  });
  await assert.rejects(store.asFunction.send(new GetParametersCommand({ Names: ['/bank/own'] })), {
    message: /ssm:GetParameters/,
  });
});

test('lists a hierarchy by level, whole, filtered and in pages', async () => {
  await using store = await runningStore();
  for (let index = 0; index < 12; index += 1)
    await store.client.send(text(`/bank/many/${String(index).padStart(2, '0')}`, 'x'));
  await store.client.send(text('/bank/one', '1'));
  await store.client.send(text('/bank/secret', 's', { Type: 'SecureString' }));
  await store.client.send(text('/banker', '2'));
  const oneLevel = await store.client.send(new GetParametersByPathCommand({ Path: '/bank' }));
  assert.deepEqual(
    oneLevel.Parameters?.map(({ Name }) => Name),
    ['/bank/one', '/bank/secret'],
  );
  const names: (string | undefined)[] = [];
  let pages = 0;
  for await (const page of paginateGetParametersByPath({ client: store.client }, { Path: '/bank/', Recursive: true })) {
    pages += 1;
    names.push(...(page.Parameters ?? []).map(({ Name }) => Name));
  }
  assert.deepEqual([pages, names.length, new Set(names).size], [2, 14, 14]);
  const ParameterFilters = [{ Key: 'Type', Option: 'Equals', Values: ['SecureString'] }];
  const secure = await store.client.send(new GetParametersByPathCommand({ Path: '/bank', ParameterFilters }));
  assert.deepEqual(
    secure.Parameters?.map(({ Name }) => Name),
    ['/bank/secret'],
  );
  await assert.rejects(
    store.client.send(
      new GetParametersByPathCommand({ Path: '/', ParameterFilters: [{ Key: 'Name', Values: ['x'] }] }),
    ),
    { name: 'InvalidFilterKey' },
  );
  await assert.rejects(store.client.send(new GetParametersByPathCommand({ Path: '/', NextToken: 'nonsense' })), {
    name: 'InvalidNextToken',
  });
});

test('keeps a history, with labels that move from version to version', async () => {
  await using store = await runningStore();
  await store.client.send(text('/bank/fee', '1'));
  await store.client.send(text('/bank/fee', '2', { Overwrite: true }));
  const label = (ParameterVersion: number, ...Labels: string[]) =>
    store.client.send(new LabelParameterVersionCommand({ Name: '/bank/fee', ParameterVersion, Labels }));
  assert.deepEqual((await label(1, 'live', '1st', 'aws-x')).InvalidLabels, ['1st', 'aws-x']);
  await label(2, 'live', 'next');
  const live = await store.client.send(new GetParameterCommand({ Name: '/bank/fee:live' }));
  assert.deepEqual([live.Parameter?.Value, live.Parameter?.Selector], ['2', ':live']);
  const unlabelled = await store.client.send(
    new UnlabelParameterVersionCommand({ Name: '/bank/fee', ParameterVersion: 2, Labels: ['next', 'none'] }),
  );
  assert.deepEqual([unlabelled.RemovedLabels, unlabelled.InvalidLabels], [['next'], ['none']]);
  const { Parameters } = await store.client.send(new GetParameterHistoryCommand({ Name: '/bank/fee' }));
  assert.deepEqual(
    Parameters?.map(({ Value, Version, Labels }) => [Value, Version, Labels]),
    [
      ['1', 1, []],
      ['2', 2, ['live']],
    ],
  );
  assert.match(Parameters?.[0]?.LastModifiedUser ?? '', /^arn:aws:/);
});

test('keeps a hundred versions, but loses none that has a label', async () => {
  await using store = await runningStore();
  for (let index = 1; index <= 101; index += 1) await store.client.send(text('/n', String(index), { Overwrite: true }));
  await assert.rejects(store.client.send(new GetParameterCommand({ Name: '/n:1' })), {
    name: 'ParameterVersionNotFound',
  });
  await store.client.send(new LabelParameterVersionCommand({ Name: '/n', ParameterVersion: 2, Labels: ['kept'] }));
  await assert.rejects(store.client.send(text('/n', 'more', { Overwrite: true })), {
    name: 'ParameterMaxVersionLimitExceeded',
  });
});

test('describes, tags and deletes parameters', async () => {
  await using store = await runningStore();
  await store.client.send(text('/bank/a', '1', { Description: 'first', Tags: [{ Key: 'team', Value: 'core' }] }));
  await store.client.send(text('/bank/b', '2'));
  const describe = async (...ParameterFilters: { Key: string; Option?: string; Values?: string[] }[]) =>
    (await store.client.send(new DescribeParametersCommand({ ParameterFilters }))).Parameters?.map(({ Name }) => Name);
  assert.deepEqual(await describe({ Key: 'Name', Option: 'Contains', Values: ['k/b'] }), ['/bank/b']);
  assert.deepEqual(await describe({ Key: 'tag:team', Values: ['core'] }), ['/bank/a']);
  assert.deepEqual(await describe({ Key: 'Path', Option: 'Recursive', Values: ['/bank'] }), ['/bank/a', '/bank/b']);
  const resource = { ResourceType: 'Parameter', ResourceId: '/bank/a' } as const;
  await store.client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'tier', Value: '1' }] }));
  await store.client.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['team'] }));
  assert.deepEqual((await store.client.send(new ListTagsForResourceCommand(resource))).TagList, [
    { Key: 'tier', Value: '1' },
  ]);
  const several = await store.client.send(new GetParametersCommand({ Names: ['/bank/a', '/none'] }));
  assert.deepEqual([several.Parameters?.length, several.InvalidParameters], [1, ['/none']]);
  await store.client.send(new DeleteParameterCommand({ Name: '/bank/a' }));
  await assert.rejects(store.client.send(new DeleteParameterCommand({ Name: '/bank/a' })), {
    name: 'ParameterNotFound',
  });
  const deleted = await store.client.send(new DeleteParametersCommand({ Names: ['/bank/a', '/bank/b'] }));
  assert.deepEqual([deleted.DeletedParameters, deleted.InvalidParameters], [['/bank/b'], ['/bank/a']]);
  await store.client.send(text('/bank/a', 'anew'));
  const { Parameter } = await store.client.send(new GetParameterCommand({ Name: '/bank/a' }));
  assert.deepEqual([Parameter?.Value, Parameter?.Version], ['anew', 1]);
});

test('names the operation and the place that it does not know', async () => {
  await using store = await runningStore();
  await assert.rejects(store.client.send(new GetParameterCommand({ Name: '/aws/reference/secretsmanager/x' })), {
    message: /no parameters of AWS, nor secrets/,
  });
});

test('a declared parameter keeps what was put after it, until the template says something new or nothing', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const declared = (value: string) =>
    ({
      name: '/bank/mode',
      value,
      type: 'String',
      tier: 'Standard',
      description: undefined,
      allowedPattern: undefined,
      tags: { a: 'b' },
    }) as const;
  {
    await using store = await runningStore([], folder);
    store.ssm.declareParameter(declared('calm'));
    assert.throws(() => store.ssm.declareParameter(declared('calm')), /Two parameters/);
    await store.client.send(text('/bank/mode', 'busy', { Overwrite: true }));
  }
  {
    await using store = await runningStore([], folder);
    await assert.rejects(store.client.send(new GetParameterCommand({ Name: '/bank/mode' })), {
      name: 'ParameterNotFound',
    });
    store.ssm.declareParameter(declared('calm'));
    assert.equal(store.ssm.parameterValue('/bank/mode'), 'busy');
  }
  await using store = await runningStore([], folder);
  store.ssm.declareParameter(declared('closed'));
  assert.equal(store.ssm.parameterValue('/bank/mode'), 'closed');
  assert.equal(store.ssm.parameterValue('/bank/mode:1'), 'calm');
});

test('a pattern that would never end on a value is answered at once', { timeout: 10_000 }, async () => {
  await using store = await runningStore();
  await assert.rejects(store.client.send(text('ahead', 'x', { AllowedPattern: '^(?!y)' })), {
    name: 'InvalidAllowedPatternException',
  });
  const put = text('stuck', `${'a'.repeat(4_000)}!`, { AllowedPattern: '^(a+)+$' });
  await assert.rejects(store.client.send(put), { name: 'ParameterPatternMismatchException' });
});

test('a key needs its right even where the type is taken over, and a new version without one has the key of AWS', async () => {
  await using store = await runningStore([
    allow(['ssm:PutParameter', 'ssm:GetParameter'], `${ARN}/bank/*`),
    allow('kms:Encrypt', KEYS.get('alias/bank') ?? ''),
  ]);
  await store.client.send(text('/bank/two', '2', { Type: 'SecureString', KeyId: 'alias/vault' }));
  const put = (KeyId?: string) =>
    store.asFunction.send(new PutParameterCommand({ Name: '/bank/two', Value: '3', KeyId, Overwrite: true }));
  await assert.rejects(put('alias/vault'), { message: /kms:Encrypt on resource: .*key\/66666666/ });
  await put('alias/bank');
  await put();
  const own = await store.asFunction.send(new GetParameterCommand({ Name: '/bank/two', WithDecryption: true }));
  assert.equal(own.Parameter?.Value, '3');
});

test('policies are told the tags of parameters and requests; to tag at the start is a right of its own', async () => {
  const onTag = (name: string) => ({ StringEquals: { [`aws:${name}/team`]: 'core' } });
  await using store = await runningStore([
    allow('ssm:PutParameter', '*'),
    { ...allow('ssm:AddTagsToResource', '*'), Condition: onTag('RequestTag') },
    { ...allow('ssm:GetParameter', '*'), Condition: onTag('ResourceTag') },
  ]);
  const put = (Name: string, team?: string) =>
    store.asFunction.send(
      new PutParameterCommand({
        ...{ Name, Value: '1', Type: 'String' },
        Tags: team === undefined ? undefined : [{ Key: 'team', Value: team }],
      }),
    );
  const get = (Name: string) => store.asFunction.send(new GetParameterCommand({ Name }));
  await put('/bank/core', 'core');
  await put('/bank/none');
  await assert.rejects(put('/bank/cards', 'cards'), { message: /ssm:AddTagsToResource/ });
  assert.equal((await get('/bank/core')).Parameter?.Value, '1');
  await assert.rejects(get('/bank/none'), { name: 'AccessDeniedException' });
});
