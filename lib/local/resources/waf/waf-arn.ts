import { arnOf } from '../../environment.ts';
import type { Declaration } from '../../resource-type.ts';
import type { LocalServices } from '../../services.ts';

type WafKind = 'webacl' | 'ipset' | 'regexpatternset' | 'rulegroup';

/** The name that the template gives, or one that stays the same over restarts, with the id and ARN made from it. */
export function wafNames(
  kind: WafKind,
  declaration: Declaration<{ readonly Name?: string | undefined }>,
  { environment }: LocalServices,
): { readonly name: string; readonly id: string; readonly arn: string } {
  const { properties, logicalId, uniqueSuffix: id } = declaration;
  const name = properties.Name ?? `${logicalId}-${id}`;
  return { name, id, arn: arnOf(environment, 'wafv2', `regional/${kind}/${name}/${id}`) };
}
