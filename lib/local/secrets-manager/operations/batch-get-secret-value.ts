import * as z from 'zod';
import { type AwsCall, AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { invalidParameter } from '../errors.ts';
import { type Operation, rightsOf } from '../operation.ts';
import { pageOf } from '../page.ts';
import { readInput, secretId } from '../read-input.ts';
import { filters, matchesFilters } from '../secret-filters.ts';
import { getSecretValue, readValue } from './get-secret-value.ts';

const MOST = 20;
const input = z.strictObject({
  SecretIdList: z.array(secretId).min(1).max(MOST).optional(),
  Filters: filters.optional(),
  MaxResults: z.number().int().min(1).max(MOST).optional(),
  NextToken: z.string().min(1).max(4096).optional(),
});

/** The current values of several secrets; one that the caller may not read, or that is not there, is told by its error. */
export const batchGetSecretValue: Operation = {
  name: 'BatchGetSecretValue',
  on: 'all',
  run: (engine, request, call) => {
    const { SecretIdList: ids, Filters: wanted, MaxResults: size, NextToken: token } = readInput(input, request);
    if ((ids === undefined) === (wanted === undefined)) {
      throw invalidParameter('You must include Filters or SecretIdList, but not both.');
    }
    if (ids !== undefined && size !== undefined) throw invalidParameter('MaxResults is for Filters only.');
    const found = engine.catalog.secrets.filter(
      (secret) => engine.states.of(secret.arn).deletesAtMillis === undefined && matchesFilters(secret, wanted),
    );
    const { page, more } =
      ids === undefined
        ? pageOf(
            found.map(({ arn }) => arn),
            (arn) => arn,
            { MaxResults: size, NextToken: token },
            MOST,
          )
        : { page: ids, more: {} };
    const answers = page.map((id) => readOne(engine, id, call));
    return {
      SecretValues: answers.flatMap((answer) => ('value' in answer ? [answer.value] : [])),
      Errors: answers.flatMap((answer) => ('error' in answer ? [answer.error] : [])),
      ...more,
    };
  },
};

const readOne = (
  engine: Engine,
  id: string,
  call: AwsCall,
): { readonly value: JsonObject } | { readonly error: JsonObject } => {
  try {
    assertMayRead(engine, id, call);
    return { value: readValue(engine, engine.catalog.find(id), {}, call) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { SecretId: id, ErrorCode: error.code, Message: error.message } };
  }
};

/** The endpoint has checked the right to ask at all; each secret needs the one to its value, too. */
const assertMayRead = (engine: Engine, id: string, { caller }: AwsCall): void => {
  if (caller.kind === 'developer') return;
  for (const { action, resource, context } of rightsOf(engine, getSecretValue, { SecretId: id })) {
    const isAllowed =
      caller.kind === 'function' &&
      engine.iam.decide({
        roleArn: caller.roleArn,
        functionArn: caller.functionArn,
        action,
        resource,
        ...(context === undefined ? {} : { context }),
      }) === 'allowed';
    if (!isAllowed) {
      throw new AwsError(
        'AccessDeniedException',
        `User: ${caller.kind === 'function' ? caller.arn : 'anonymous'} is not authorized to perform: ${action} on resource: ${resource}`,
      );
    }
  }
};
