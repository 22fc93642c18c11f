import * as z from 'zod';
import { type Operation, queueAt } from '../operation.ts';
import { queueUrl, readInput } from '../read-input.ts';
import { send, sendMembers } from '../send.ts';
import { senderIdOf } from '../sender-id.ts';

const input = z.strictObject({ QueueUrl: queueUrl, ...sendMembers });

export const sendMessage: Operation = {
  name: 'SendMessage',
  run(engine, request, { caller }) {
    const { QueueUrl: url, ...message } = readInput(input, request);
    return send(engine, queueAt(engine, url), message, senderIdOf(caller));
  },
};
