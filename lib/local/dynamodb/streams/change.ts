import { type KeySchema, keyAttributes } from '../table.ts';
import { type Attributes, type AttributeValue, attributeOf } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare-values.ts';
import { itemSize } from '../values/item-size.ts';
import type { StreamViewType } from './stream.ts';

/** An item before and after it was written. */
export interface Images {
  readonly before: Attributes | undefined;
  readonly after: Attributes | undefined;
}

/** What a stream keeps of a write. */
export interface Change {
  readonly name: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: Attributes;
  readonly newImage?: Attributes;
  readonly oldImage?: Attributes;
  readonly bytes: number;
  /** DynamoDB itself deleted the item, because its time was over. */
  readonly expired?: true;
}

/** Undefined for a write that left the item as it was: streams tell changes, not writes. */
export const changeOf = (key: KeySchema, viewType: StreamViewType, { before, after }: Images): Change | undefined => {
  const item = after ?? before;
  if (item === undefined) return undefined;
  if (before !== undefined && after !== undefined && equalValues({ M: before }, { M: after })) return undefined;
  const keys = Object.fromEntries(
    keyAttributes(key).flatMap(({ name }): [string, AttributeValue][] => {
      const value = attributeOf(item, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const shown = views[viewType];
  const newImage = shown.newImage ? after : undefined;
  const oldImage = shown.oldImage ? before : undefined;
  return {
    name: nameOf({ before, after }),
    keys,
    ...(newImage === undefined ? {} : { newImage }),
    ...(oldImage === undefined ? {} : { oldImage }),
    bytes: itemSize(keys) + itemSize(newImage ?? {}) + itemSize(oldImage ?? {}),
  };
};

const nameOf = ({ before, after }: Images): Change['name'] => {
  if (before === undefined) return 'INSERT';
  return after === undefined ? 'REMOVE' : 'MODIFY';
};

const views: Readonly<Record<StreamViewType, { readonly newImage: boolean; readonly oldImage: boolean }>> = {
  KEYS_ONLY: { newImage: false, oldImage: false },
  NEW_IMAGE: { newImage: true, oldImage: false },
  OLD_IMAGE: { newImage: false, oldImage: true },
  NEW_AND_OLD_IMAGES: { newImage: true, oldImage: true },
};
