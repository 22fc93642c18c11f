import * as z from 'zod';
import { findVersion } from '../find-version.ts';
import { namesIn, type Operation } from '../operation.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';

const input = z.strictObject({
  Name: z.string().min(1).max(2_048),
  ParameterVersion: z.number().int().min(1),
  Labels: z.array(z.string().min(1).max(100)).min(1).max(10),
});

/** Takes labels from a version; those that it does not have are listed. */
export const unlabelParameterVersion: Operation = {
  name: 'UnlabelParameterVersion',
  on: ({ Name }) => namesIn(Name),
  run(engine, request) {
    const { Name, ParameterVersion, Labels } = readInput(input, request);
    const { name } = parseParameterId(Name);
    const { version } = findVersion(engine, `${name}:${ParameterVersion}`);
    const labels = engine.store.labels(name);
    const removed = Labels.filter((label) => labels.get(label) === version);
    for (const label of removed) engine.store.removeLabel(name, label);
    return { RemovedLabels: removed, InvalidLabels: Labels.filter((label) => !removed.includes(label)) };
  },
};
