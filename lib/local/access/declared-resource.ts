import { isJsonObject, type Json } from '../json.ts';
import { tagsIn } from '../tag-context.ts';

/** What of a declared resource matters here. */
export interface DeclaredResource {
  readonly path: string;
  readonly resourceType: { readonly type: string };
  readonly properties: Json;
  readonly identity: { readonly ref: string; readonly attributes: Readonly<Record<string, Json>> };
}

/** `BankApi/Table` of `BankApi/Table/Resource`: the construct that a person wrote, not the one inside. */
export const constructPath = (path: string): string => path.replace(/\/(Resource|Default)$/, '');

/** ARNs that name the resource itself. */
export const arnsOf = ({ identity: { ref, attributes } }: DeclaredResource): readonly string[] =>
  [ref, attributes['Arn'], attributes['TopicArn']].filter(
    (value): value is string => typeof value === 'string' && value.startsWith('arn:'),
  );

export const tagsOf = ({ properties }: DeclaredResource): Readonly<Record<string, string>> =>
  tagsIn(isJsonObject(properties) ? properties['Tags'] : undefined);
