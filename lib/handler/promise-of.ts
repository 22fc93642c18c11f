import { type Endpoint, environment, handlerProblems, headers, type ProblemKind } from '../contract/index.ts';
import { answerHeaders } from './answer-headers.ts';
import type { Promised } from './call.ts';
import type { Observer } from './observe/observer.ts';
import { toPromisedWays } from './principal/promised-ways.ts';

const conditions = [headers.ifMatch, headers.ifNoneMatch];
const credentials = ['authorization', headers.apiKey, 'content-type', headers.contentDigest, headers.idempotencyKey];

/** Everything a contract says that holds for every request, worked out once when the function starts. */
export function promiseOf(endpoint: Endpoint, observer: Observer): Promised {
  const singleHeaders = new Set([
    ...credentials,
    ...(endpoint.version === 'none' ? [] : conditions),
    ...endpoint.headerNames,
  ]);
  return {
    endpoint,
    validators: endpoint.validators,
    ways: toPromisedWays(endpoint.access),
    problems: new Map<string, ProblemKind>([...Object.entries(endpoint.problems), ...Object.entries(handlerProblems)]),
    allowedRoles: new Set((process.env[environment.roles] ?? '').split(',').filter((role) => role !== '')),
    singleHeaders,
    singleHeaderLengths: new Set([...singleHeaders].map((name) => name.length)),
    answerHeaders: answerHeaders(),
    observer,
  };
}
