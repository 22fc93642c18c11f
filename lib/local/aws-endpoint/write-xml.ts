import type { AwsQueryService } from '../aws-service.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** A structure as an XML document of the query protocol: lists of `member`, maps of `entry` with `key` and `value`. */
export const writeXml = (
  root: string,
  { xmlNamespace, mapMembers = [] }: Pick<AwsQueryService, 'xmlNamespace' | 'mapMembers'>,
  content: JsonObject,
): string => {
  const maps = new Set(mapMembers);

  const element = (name: string, value: Json | undefined): string =>
    value === undefined || value === null ? '' : `<${name}>${inside(name, value)}</${name}>`;

  const inside = (name: string, value: Json): string => {
    if (Array.isArray(value)) return value.map((item) => element('member', item)).join('');
    if (!isJsonObject(value)) return escapeXml(String(value));
    const isMap = maps.has(name);
    return Object.entries(value)
      .map(([key, item]) =>
        isMap ? `<entry>${element('key', key)}${element('value', item)}</entry>` : element(key, item),
      )
      .join('');
  };

  return `<${root} xmlns="${escapeXml(xmlNamespace)}">${inside(root, content)}</${root}>`;
};

/** XML 1.0 §2.4, and a carriage return, which a parser would otherwise make a line feed (§2.11). */
const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
