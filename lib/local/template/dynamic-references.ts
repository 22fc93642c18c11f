import { isJsonObject, type Json } from '../json.ts';
import type { LocalServices } from '../services.ts';
import { TemplateError } from './template-error.ts';

const REFERENCE = /\{\{resolve:([^}]*)\}\}/g;

/** Where the values lie that a template refers to. */
interface ValueServices {
  readonly secretsManager: Pick<LocalServices['secretsManager'], 'secretString'>;
  readonly ssm: Pick<LocalServices['ssm'], 'parameterValue'>;
}

/**
 * Replaces `{{resolve:secretsmanager:<secret>:SecretString:<json key>:<stage>:<version>}}` and
 * `{{resolve:ssm:<parameter>:<version>}}` in every string of a value.
 * Source: AWS CloudFormation User Guide, "Using dynamic references".
 */
export function resolveDynamicReferences(value: Json, place: string, services: ValueServices): Json {
  if (typeof value === 'string') {
    return value.replaceAll(REFERENCE, (_, reference: string) => valueOfReference(reference, place, services));
  }
  if (Array.isArray(value)) {
    return value.map((nested, index) => resolveDynamicReferences(nested, `${place}/${index}`, services));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, nested]) => [
      key,
      nested === undefined ? nested : resolveDynamicReferences(nested, `${place}/${key}`, services),
    ]),
  );
}

function valueOfReference(reference: string, place: string, { secretsManager, ssm }: ValueServices): string {
  const parameter = /^ssm:([^:]+(?::\d+)?)$/.exec(reference)?.[1];
  return parameter === undefined ? secretValue(reference, place, secretsManager) : ssm.parameterValue(parameter);
}

function secretValue(reference: string, place: string, secrets: ValueServices['secretsManager']): string {
  const parsed =
    /^secretsmanager:(arn(?::[^:]*){6}|[^:]+)(?::SecretString(?::([^:]*)(?::([^:]*)(?::([^:]*))?)?)?)?$/.exec(
      reference,
    );
  if (parsed === null) {
    throw new TemplateError(place, `the dynamic reference {{resolve:${reference}}} is not known to the local runtime`);
  }
  const [, secretId = '', jsonKey = '', stage = '', version = ''] = parsed;
  if ((stage !== '' && stage !== 'AWSCURRENT') || version !== '') {
    throw new TemplateError(place, 'a dynamic reference reads the version AWSCURRENT here, no other');
  }
  const secretString = secrets.secretString(secretId);
  if (jsonKey === '') return secretString;
  const document: unknown = JSON.parse(secretString);
  const value = isJsonObject(document) && Object.hasOwn(document, jsonKey) ? document[jsonKey] : undefined;
  if (typeof value !== 'string') throw new TemplateError(place, `the secret has no string under the key ${jsonKey}`);
  return value;
}
