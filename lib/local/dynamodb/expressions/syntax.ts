/**
 * What expressions are after parsing. `Value` is a placeholder's name (`:v`) when the text was parsed, and the
 * attribute value itself once placeholders are bound; in paths the same happens to names.
 */

/** `a.b[2]`: names of attributes and indexes of list elements, the first a name. */
export type DocumentPath = readonly (string | number)[];

export type Operand<Value> =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: Value }
  | Call<Value>;

/** `size(a)` is an operand, `attribute_exists(a)` a condition; which is which the table of functions knows. */
export interface Call<Value> {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly Operand<Value>[];
}

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Condition<Value> =
  | Call<Value>
  | {
      readonly kind: 'comparison';
      readonly comparator: Comparator;
      readonly left: Operand<Value>;
      readonly right: Operand<Value>;
    }
  | {
      readonly kind: 'between';
      readonly operand: Operand<Value>;
      readonly low: Operand<Value>;
      readonly high: Operand<Value>;
    }
  | { readonly kind: 'in'; readonly operand: Operand<Value>; readonly candidates: readonly Operand<Value>[] }
  | { readonly kind: 'and' | 'or'; readonly left: Condition<Value>; readonly right: Condition<Value> }
  | { readonly kind: 'not'; readonly condition: Condition<Value> };

/** The right side of `SET`: an operand, or one sum or difference of two. */
export type SetValue<Value> =
  | Operand<Value>
  | {
      readonly kind: 'sum';
      readonly operator: '+' | '-';
      readonly left: Operand<Value>;
      readonly right: Operand<Value>;
    };

export type UpdateAction<Value> =
  | { readonly kind: 'SET'; readonly path: DocumentPath; readonly value: SetValue<Value> }
  | { readonly kind: 'REMOVE'; readonly path: DocumentPath }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: DocumentPath; readonly value: Value };
