/** A value as DynamoDB's API spells it: an object with one member, named for its type. Numbers are canonical. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  /** Base64 */
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: Attributes }
  | { readonly L: readonly AttributeValue[] }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

/** An item, or the content of a map. Read it with {@link attributeOf}: names come from outside. */
export type Attributes = { readonly [name: string]: AttributeValue };

export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'M' | 'L' | 'SS' | 'NS' | 'BS';

const attributeTypes: readonly AttributeType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS'];

export const isAttributeType = (name: string): name is AttributeType =>
  (attributeTypes as readonly string[]).includes(name); // widened only to ask

export const typeOf = (value: AttributeValue): AttributeType => {
  // parseAttributeValue() lets no value pass that has not exactly one member, named for a type.
  const [type] = Object.keys(value) as [AttributeType];
  return type;
};

/** Own properties only: `constructor` is an attribute name like any other. */
export const attributeOf = (attributes: Attributes, name: string): AttributeValue | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name] : undefined;

/** A copy with one attribute set or, for `undefined`, left out. */
export const withAttribute = (attributes: Attributes, name: string, value: AttributeValue | undefined): Attributes => {
  // Without a prototype, `__proto__` is a name like any other.
  const copy: Record<string, AttributeValue> = Object.assign(Object.create(null), attributes);
  if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
};

/** The elements of a set of any type, or undefined for what is no set. */
export const membersOf = (value: AttributeValue): readonly string[] | undefined => {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  if ('BS' in value) return value.BS;
  return undefined;
};
