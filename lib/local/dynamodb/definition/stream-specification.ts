import * as z from 'zod';
import { invalidParameter } from '../errors.ts';
import type { TableDefinition } from '../table.ts';
import { streamViewType } from './table-shape.ts';

export const streamShape = z.strictObject({ StreamEnabled: z.boolean(), StreamViewType: streamViewType.optional() });

type StreamShape = z.infer<typeof streamShape>;

/** The stream of a new table. @throws AwsError */
export const toStreamOfNewTable = (shape: StreamShape | undefined): Pick<TableDefinition, 'streamViewType'> => {
  if (shape === undefined) return {};
  const { StreamEnabled: enabled, StreamViewType: viewType } = shape;
  if (enabled && viewType === undefined) {
    throw invalidParameter('Table is being created with a stream enabled, UpdateViewType is required');
  }
  if (!enabled && viewType !== undefined) {
    throw invalidParameter('Table is being created with a stream disabled, UpdateViewType should not be specified');
  }
  return viewType === undefined ? {} : { streamViewType: viewType };
};
