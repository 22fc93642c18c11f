import { isJsonObject, type Json } from '../../lib/local/json.ts';
import type { MutableResource, TemplateChange } from './mutation.ts';

type Properties = MutableResource['Properties'];
type Choice = (properties: Properties) => boolean;

const every: Choice = () => true;

/** Edits the properties of every resource of a type that is chosen; counts those that then differ. */
export const changeEvery =
  (type: string, edit: (properties: Properties) => void, isChosen = every): TemplateChange =>
  (templates) => {
    let changed = 0;
    for (const { Properties } of templates
      .flatMap(({ Resources }) => Object.values(Resources))
      .filter((resource) => resource.Type === type && isChosen(resource.Properties))) {
      const before = JSON.stringify(Properties);
      edit(Properties);
      if (JSON.stringify(Properties) !== before) changed += 1;
    }
    return changed;
  };

/** Sets a property by its path, `Throttle.BurstLimit`, where the object that holds it exists. */
export const setEvery = (type: string, path: string, value: Json, isChosen = every): TemplateChange =>
  changeEvery(
    type,
    (properties) => {
      const { holder, key } = find(properties, path);
      if (holder !== undefined) holder[key] = value;
    },
    isChosen,
  );

export const dropEvery = (type: string, path: string, isChosen = every): TemplateChange =>
  changeEvery(
    type,
    (properties) => {
      const { holder, key } = find(properties, path);
      if (holder !== undefined) delete holder[key];
    },
    isChosen,
  );

/** Takes whole resources out. */
export const removeEvery =
  (type: string, isChosen = every): TemplateChange =>
  (templates) => {
    let removed = 0;
    for (const { Resources } of templates) {
      for (const [logicalId, resource] of Object.entries(Resources)) {
        if (resource.Type !== type || !isChosen(resource.Properties)) continue;
        delete Resources[logicalId];
        removed += 1;
      }
    }
    return removed;
  };

/** Takes the rule of that name out of every web ACL. */
export const removeRule = (name: string): TemplateChange =>
  changeEvery('AWS::WAFv2::WebACL', (properties) => {
    const { Rules: rules } = properties;
    if (Array.isArray(rules))
      properties['Rules'] = rules.filter((rule) => !isJsonObject(rule) || rule['Name'] !== name);
  });

/** One change after the other. */
export const all =
  (...changes: readonly TemplateChange[]): TemplateChange =>
  (templates) => {
    const counts = changes.map((change) => change(templates));
    return counts.includes(0) ? 0 : counts.reduce((sum, count) => sum + count, 0);
  };

function find(properties: Properties, path: string): { readonly holder: Properties | undefined; readonly key: string } {
  const keys = path.split('.');
  const key = keys.pop() ?? '';
  let holder: Json | undefined = properties;
  for (const each of keys) holder = isJsonObject(holder) ? holder[each] : undefined;
  // What JSON.parse made is open to change.
  return { holder: isJsonObject(holder) ? (holder as Properties) : undefined, key };
}
