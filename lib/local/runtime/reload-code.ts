import type { Assembly } from '../assembly/index.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { LambdaService } from '../lambda/index.ts';
import type { DeclaredStack } from '../template/index.ts';

export interface CodeReload {
  /** Names of the functions that run new code. */
  readonly reloaded: readonly string[];
  /** Whether something besides code differs; that is enforced at the next start only. */
  readonly templateChanged: boolean;
}

const FUNCTION = 'AWS::Lambda::Function';

/** Hands every function whose asset changed between two assemblies of one app its new code. */
export function reloadCode(
  before: Assembly,
  after: Assembly,
  stacks: readonly DeclaredStack[],
  lambda: Pick<LambdaService, 'reload'>,
): CodeReload {
  const reloaded: string[] = [];
  for (const { stackName, resources } of stacks) {
    for (const { resourceType, logicalId, identity } of resources) {
      if (resourceType.type !== FUNCTION) continue;
      const key = codeKeyOf(after, stackName, logicalId);
      if (key === undefined || key === codeKeyOf(before, stackName, logicalId)) continue;
      lambda.reload(identity.ref, after.assetFolder(key));
      reloaded.push(identity.ref);
    }
  }
  return { reloaded, templateChanged: withoutCode(before) !== withoutCode(after) };
}

function codeKeyOf(assembly: Assembly, stackName: string, logicalId: string): string | undefined {
  const resource = assembly.stacks.find(({ name }) => name === stackName)?.template.Resources[logicalId];
  const code = resource?.Properties['Code'];
  const key = isJsonObject(code) ? code['S3Key'] : undefined;
  return typeof key === 'string' ? key : undefined;
}

/** The templates as text, with the code of the functions and the asset metadata left out. */
const withoutCode = ({ stacks }: Assembly): string =>
  JSON.stringify(stacks, (key, value: Json) => (key === 'Code' || key === 'Metadata' ? undefined : value));
