import { invalidParameter, validationError } from '../errors.ts';
import type { TableChange } from './table-change.ts';

/** On or off. Another view needs both, one after the other. */
export const changeStream: TableChange = (definition, { StreamSpecification: wanted }) => {
  if (wanted === undefined) return definition;
  const { StreamEnabled: enabled, StreamViewType: viewType } = wanted;
  const { streamViewType: current, ...others } = definition;
  if (!enabled) {
    if (viewType !== undefined) {
      throw invalidParameter('If stream is being disabled, then UpdateViewType must not be specified');
    }
    if (current === undefined) throw validationError(`Table has no stream to disable: TableName: ${definition.name}`);
    return others;
  }
  if (viewType === undefined) throw invalidParameter('If stream is being enabled then UpdateViewType is required');
  if (current !== undefined)
    throw validationError(`Table already has an enabled stream: TableName: ${definition.name}`);
  return { ...definition, streamViewType: viewType };
};
