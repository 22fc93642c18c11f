import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { type Engine, namesIn, type Operation } from '../operation.ts';
import { readInput } from '../read-input.ts';
import { setTags, tags } from '../tags.ts';

const resource = { ResourceType: z.literal('Parameter'), ResourceId: z.string().min(1).max(2_048) };
const on = ({ ResourceId }: { readonly ResourceId?: unknown }) => namesIn(ResourceId);

const assertThere = ({ store }: Engine, name: string): void => {
  if (store.latest(name) === undefined) {
    throw new AwsError(
      'InvalidResourceId',
      'The resource ID is not valid. Verify that you entered the correct ID and try again.',
    );
  }
};

export const addTagsToResource: Operation = {
  name: 'AddTagsToResource',
  on,
  run(engine, request) {
    const { ResourceId, Tags } = readInput(z.strictObject({ ...resource, Tags: tags }), request);
    assertThere(engine, ResourceId);
    setTags(engine, ResourceId, Tags);
    return {};
  },
};

export const listTagsForResource: Operation = {
  name: 'ListTagsForResource',
  on,
  run(engine, request) {
    const { ResourceId } = readInput(z.strictObject(resource), request);
    assertThere(engine, ResourceId);
    return { TagList: [...engine.store.tags(ResourceId)].map(([Key, Value]) => ({ Key, Value })) };
  },
};

export const removeTagsFromResource: Operation = {
  name: 'RemoveTagsFromResource',
  on,
  run(engine, request) {
    const { ResourceId, TagKeys } = readInput(
      z.strictObject({ ...resource, TagKeys: z.array(z.string().min(1).max(128)) }),
      request,
    );
    assertThere(engine, ResourceId);
    for (const key of TagKeys) engine.store.removeTag(ResourceId, key);
    return {};
  },
};
