import { headers } from '../../contract/index.ts';
import type { Step } from '../call.ts';
import { isHeld, parseEntityTags, versionOf } from '../entity-tag/entity-tag.ts';
import { standardProblem } from '../problem.ts';

/**
 * Reads which version a change is meant for, where the contract checks it: without `If-Match` 428 (RFC 6585 §3), with a tag
 * that no version has 412. `*` names no version, and so protects nobody from overwriting what another one wrote.
 */
export const attachExpectedVersion: Step = (call) => {
  if (call.promised.endpoint.version !== 'checked') return;
  const field = call.headers.get(headers.ifMatch);
  const tags = field === undefined ? '*' : parseEntityTags(field);
  if (tags === '*') throw standardProblem('precondition-required');
  const [tag, ...others] = tags ?? [];
  if (tag === undefined || others.length > 0) {
    throw standardProblem('invalid-request', [
      { pointer: `/headers/${headers.ifMatch}`, detail: 'must be one entity tag' },
    ]);
  }
  const version = versionOf(tag);
  // With `If-None-Match` the change is meant for any version but those (RFC 9110 §13.2.2), and this is the only one it gets.
  if (version === undefined || isHeld(call.headers.get(headers.ifNoneMatch), version)) {
    throw standardProblem('precondition-failed');
  }
  call.expectedVersion = version;
};
