import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { arnOf } from '../../environment.ts';
import { invalidParameter, invalidRequest } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { clientRequestToken, readInput, secretId } from '../read-input.ts';
import { assertRotationRules, rotationRules } from '../rotation/rotation-rules.ts';

const input = z.strictObject({
  SecretId: secretId,
  ClientRequestToken: clientRequestToken.optional(),
  RotationLambdaARN: z.string().min(1).max(2048).optional(),
  RotationRules: rotationRules.optional(),
  RotateImmediately: z.boolean().optional(),
});

/** Sets how a secret rotates and, unless told otherwise, begins a rotation. */
export const rotateSecret: Operation = {
  name: 'RotateSecret',
  on: 'secret',
  conditions: ({ RotateImmediately: now, RotationLambdaARN: functionArn }) => ({
    'secretsmanager:rotateimmediately': [String(now ?? true)],
    ...(functionArn === undefined ? {} : { 'secretsmanager:rotationlambdaarn': [String(functionArn)] }),
  }),
  // Whoever has a secret rotated has its function run.
  otherRights: ({ catalog, rotations }, { SecretId: id, RotationLambdaARN: given }) => {
    const secret = typeof id === 'string' ? catalog.seek(id) : undefined;
    const functionArn = given ?? (secret === undefined ? undefined : rotations.find(secret.arn)?.functionArn);
    return typeof functionArn === 'string' ? [{ action: 'lambda:InvokeFunction', resource: functionArn }] : [];
  },
  run: async ({ catalog, rotations, rotator, environment }, request) => {
    const members = readInput(input, request);
    const { arn, name } = catalog.find(members.SecretId);
    const before = rotations.find(arn);
    const functionArn = members.RotationLambdaARN ?? before?.functionArn;
    if (functionArn === undefined)
      throw invalidRequest('No Lambda rotation function ARN is associated with this secret.');
    if (!functionArn.startsWith(arnOf(environment, 'lambda', 'function:'))) {
      throw invalidParameter('RotationLambdaARN is not the ARN of a function of this account and region.');
    }
    const rules = members.RotationRules ?? before?.rules;
    if (rules === undefined) throw invalidParameter('RotationRules are missing: the secret has none yet.');
    assertRotationRules(rules);
    if (members.RotationLambdaARN !== undefined || members.RotationRules !== undefined || before?.enabled !== true) {
      rotator.configure(arn, functionArn, rules);
    }
    if (members.RotateImmediately === false) {
      await rotator.test(arn);
      return { ARN: arn, Name: name };
    }
    const token = members.ClientRequestToken ?? randomUUID();
    rotator.start(arn, token);
    return { ARN: arn, Name: name, VersionId: token };
  },
};
