import * as z from 'zod';
import type { AwsCall, Right } from '../../aws-service.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest, versionNotFound } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { partsOf } from '../parts-of-value.ts';
import { clientRequestToken, readInput, secretId, stageLabel } from '../read-input.ts';
import { rightsToRead } from '../rights.ts';
import type { Secret } from '../secret-store.ts';
import { CURRENT, labelsOf } from '../staging.ts';

const DAY_MILLIS = 86_400_000;

const input = z.strictObject({
  SecretId: secretId,
  VersionId: clientRequestToken.optional(),
  VersionStage: stageLabel.optional(),
});

/** The current value, or that of a version or label. */
export const getSecretValue: Operation = {
  name: 'GetSecretValue',
  on: 'secret',
  conditions: (request) => versionConditions(request),
  otherRights: (engine, request) => {
    const id = request['SecretId'];
    const secret = typeof id === 'string' ? engine.catalog.seek(id) : undefined;
    if (secret === undefined) return [];
    const wanted =
      request['VersionId'] ?? engine.store.stages(secret.arn).get(String(request['VersionStage'] ?? CURRENT));
    return rightsToRead(engine, secret, typeof wanted === 'string' ? wanted : undefined);
  },
  run: (engine, request, call) => {
    const { SecretId: id, VersionId: versionId, VersionStage: label } = readInput(input, request);
    return readValue(engine, engine.catalog.find(id), { versionId, label }, call);
  },
};

/** Without a version, the current one is meant. */
const versionConditions = ({
  VersionId: versionId,
  VersionStage: label,
}: JsonObject): NonNullable<Right['context']> => ({
  ...(versionId === undefined ? {} : { 'secretsmanager:versionid': [String(versionId)] }),
  ...(label === undefined && versionId !== undefined
    ? {}
    : { 'secretsmanager:versionstage': [String(label ?? CURRENT)] }),
});

/** A version of a secret as it is given out. @throws AwsError when there is none such, or its key is not to be used */
export const readValue = (
  engine: Engine,
  { arn, name }: Secret,
  { versionId, label }: { readonly versionId?: string | undefined; readonly label?: string | undefined },
  { caller, nowMillis }: AwsCall,
): Readonly<Record<string, Json>> => {
  const { store, states } = engine;
  const stages = store.stages(arn);
  const wanted = versionId ?? stages.get(label ?? CURRENT);
  if (wanted === undefined) throw versionNotFound(`staging label: ${label ?? CURRENT}`);
  const [version, value] = [store.version(arn, wanted), store.value(arn, wanted)];
  if (version === undefined || value === undefined) {
    throw versionNotFound(versionId === undefined ? `staging label: ${label ?? CURRENT}` : `VersionId: ${wanted}`);
  }
  const labels = labelsOf(stages, wanted);
  if (label !== undefined && !labels.includes(label)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  // AWS tells the day of the last access, no more.
  const today = nowMillis - (nowMillis % DAY_MILLIS);
  if (states.of(arn).accessedAtMillis !== today) states.set(arn, { accessedAtMillis: today });
  if (value.kind === 'string') {
    for (const part of partsOf(name, value.text)) engine.onRead(caller, part.label, part.text);
  }
  return {
    ARN: arn,
    Name: name,
    VersionId: wanted,
    VersionStages: labels,
    CreatedDate: version.createdAtMillis / 1000,
    ...(value.kind === 'string'
      ? { SecretString: value.text }
      : { SecretBinary: Buffer.from(value.bytes).toString('base64') }),
  };
};
