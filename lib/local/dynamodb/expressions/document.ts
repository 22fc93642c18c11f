import type { Attributes, AttributeValue } from '../values/attribute-value.ts';
import { attributeOf, withAttribute } from '../values/attribute-value.ts';
import type { DocumentPath } from './syntax.ts';

/** The value at a path, or undefined where the item has none. */
export const valueAt = (item: Attributes, path: DocumentPath): AttributeValue | undefined =>
  path.reduce<AttributeValue | undefined>(childOf, { M: item });

const childOf = (value: AttributeValue | undefined, element: string | number): AttributeValue | undefined => {
  if (value === undefined) return undefined;
  if (typeof element === 'number') return 'L' in value ? value.L[element] : undefined;
  return 'M' in value ? attributeOf(value.M, element) : undefined;
};

/** The path leads through something that is no map or list, or is not there. */
export class PathRefused extends Error {
  override readonly name = 'PathRefused';
}

/**
 * A copy of the item with the value at the path replaced or, for `undefined`, removed. An index beyond the end of a
 * list appends; removing what is not there changes nothing.
 *
 * @throws PathRefused when the path's parent is not there or of the wrong type
 */
export const withValueAt = (item: Attributes, path: DocumentPath, value: AttributeValue | undefined): Attributes => {
  const changed = changeAt({ M: item }, path, value);
  if (changed === undefined || !('M' in changed)) throw new PathRefused();
  return changed.M;
};

const changeAt = (
  parent: AttributeValue | undefined,
  path: DocumentPath,
  value: AttributeValue | undefined,
): AttributeValue | undefined => {
  const [element, ...rest] = path;
  if (element === undefined) return value;
  if (typeof element === 'number') {
    if (parent === undefined || !('L' in parent)) throw new PathRefused();
    return { L: withElement(parent.L, element, changeAt(parent.L[element], rest, value)) };
  }
  if (parent === undefined || !('M' in parent)) throw new PathRefused();
  return { M: withAttribute(parent.M, element, changeAt(attributeOf(parent.M, element), rest, value)) };
};

const withElement = (
  list: readonly AttributeValue[],
  index: number,
  value: AttributeValue | undefined,
): readonly AttributeValue[] => {
  if (value === undefined) return list.filter((_, position) => position !== index);
  return index < list.length ? list.with(index, value) : [...list, value];
};

/** Only what the paths lead to, nested as it was; elements of lists close ranks ("Projection expressions"). */
export const project = (item: Attributes, paths: readonly DocumentPath[]): Attributes => {
  const projected = pruned({ M: item }, paths);
  return projected !== undefined && 'M' in projected ? projected.M : {};
};

const pruned = (value: AttributeValue, paths: readonly DocumentPath[]): AttributeValue | undefined => {
  if (paths.some((path) => path.length === 0)) return value;
  const heads = new Map<string | number, DocumentPath[]>();
  for (const [head, ...rest] of paths) {
    if (head === undefined) continue;
    const tails = heads.get(head);
    if (tails === undefined) heads.set(head, [rest]);
    else tails.push(rest);
  }
  if ('L' in value) {
    const kept = value.L.flatMap((element, index) => {
      const tails = heads.get(index);
      const part = tails === undefined ? undefined : pruned(element, tails);
      return part === undefined ? [] : [part];
    });
    return kept.length === 0 ? undefined : { L: kept };
  }
  if (!('M' in value)) return undefined;
  let kept: Attributes = {};
  for (const [head, tails] of heads) {
    const attribute = typeof head === 'string' ? attributeOf(value.M, head) : undefined;
    const part = attribute === undefined ? undefined : pruned(attribute, tails);
    if (part !== undefined && typeof head === 'string') kept = withAttribute(kept, head, part);
  }
  return Object.keys(kept).length === 0 ? undefined : { M: kept };
};
