import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { findVersion } from '../find-version.ts';
import { namesIn, type Operation } from '../operation.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';

const MOST_LABELS = 10;
const input = z.strictObject({
  Name: z.string().min(1).max(2_048),
  ParameterVersion: z.number().int().min(1).optional(),
  Labels: z.array(z.string().min(1).max(100)).min(1).max(MOST_LABELS),
});

/** Puts labels on a version, taking them from the one that had them; what is no label is listed. */
export const labelParameterVersion: Operation = {
  name: 'LabelParameterVersion',
  on: ({ Name }) => namesIn(Name),
  run(engine, request) {
    const { Name, ParameterVersion, Labels } = readInput(input, request);
    const { name } = parseParameterId(Name);
    const { version } = findVersion(engine, ParameterVersion === undefined ? name : `${name}:${ParameterVersion}`);
    for (const label of Labels.filter(isLabel)) engine.store.setLabel(name, label, version);
    const labelled = [...engine.store.labels(name).values()].filter((each) => each === version);
    if (labelled.length > MOST_LABELS) {
      throw new AwsError(
        'ParameterVersionLabelLimitExceeded',
        `A parameter version can have a maximum of ${MOST_LABELS} labels.`,
      );
    }
    return { InvalidLabels: Labels.filter((label) => !isLabel(label)), ParameterVersion: version };
  },
};

/** "Working with parameter labels" in the Systems Manager user guide. */
const isLabel = (label: string): boolean => /^[\w.-]+$/.test(label) && !/^(?:\d|aws|ssm)/i.test(label);
