import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { isJsonObject, type Json } from '../json.ts';
import type { Declaration, Identity, ResourceType } from '../resource-type.ts';
import type { LocalServices } from '../services.ts';
import { holds } from './conditions.ts';
import { resolveDynamicReferences } from './dynamic-references.ts';
import { evaluate } from './evaluate.ts';
import { pseudoParameter } from './pseudo-parameters.ts';
import type { Scope } from './scope.ts';
import type { Template, TemplateResource } from './template.ts';
import { TemplateError } from './template-error.ts';

export interface StackDeclarationOptions {
  readonly stackName: string;
  readonly template: Template;
  readonly resourceTypes: ReadonlyMap<string, ResourceType>;
  readonly services: LocalServices;
  /** Exports of the stacks declared before. */
  readonly exports: ReadonlyMap<string, Json>;
}

export interface DeclaredResource {
  readonly path: string;
  readonly logicalId: string;
  readonly resourceType: ResourceType;
  readonly properties: Json;
  readonly identity: Identity;
}

export interface DeclaredStack {
  readonly stackName: string;
  readonly resources: readonly DeclaredResource[];
  readonly outputs: Readonly<Record<string, Json>>;
  readonly exports: ReadonlyMap<string, Json>;
}

/**
 * Declares every resource of a stack to its local service, each after those that it refers to.
 *
 * @throws TemplateError naming the resource, and the property, intrinsic or reference that cannot be honoured.
 */
export function declareStack(options: StackDeclarationOptions): DeclaredStack {
  const { stackName, template, resourceTypes, services } = options;
  refuseUnknownTypes(stackName, template, resourceTypes);

  const declared = new Map<string, DeclaredResource>();
  const underWay = new Set<string>();
  const conditions = new Map<string, boolean>();

  const scope: Scope = {
    reference(name, place) {
      const pseudo = pseudoParameter(name, stackName, services.environment);
      if (pseudo !== undefined) return pseudo;
      const parameter = template.Parameters[name];
      if (parameter !== undefined) return parameterValue(name, parameter, place, services);
      return identityOf(name, place).ref;
    },
    attribute(logicalId, attribute, place) {
      const value = identityOf(logicalId, place).attributes[attribute];
      if (value === undefined) {
        throw new TemplateError(place, `the local runtime knows no attribute ${attribute} of ${logicalId}`);
      }
      return value;
    },
    condition(name, place) {
      const known = conditions.get(name);
      if (known !== undefined) return known;
      const condition = template.Conditions[name];
      if (condition === undefined) throw new TemplateError(place, `there is no condition ${name}`);
      const result = holds(condition, `${stackName}/Conditions/${name}`, scope);
      conditions.set(name, result);
      return result;
    },
    mapping(map, topKey, secondKey, place) {
      const value = template.Mappings[map]?.[topKey]?.[secondKey];
      if (value === undefined) throw new TemplateError(place, `there is no ${map}.${topKey}.${secondKey}`);
      return value;
    },
    exported(name, place) {
      const value = options.exports.get(name);
      if (value === undefined) throw new TemplateError(place, `no stack exports ${name}`);
      return value;
    },
  };

  const isPresent = (it: { readonly Condition?: string | undefined }, place: string) =>
    it.Condition === undefined || scope.condition(it.Condition, place);

  function identityOf(logicalId: string, place: string): Identity {
    const known = declared.get(logicalId);
    if (known !== undefined) return known.identity;
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new TemplateError(place, `there is no parameter or resource ${logicalId}`);
    if (!isPresent(resource, place)) throw new TemplateError(place, `the condition of ${logicalId} does not hold`);
    if (underWay.has(logicalId)) throw new TemplateError(place, `${logicalId} refers to itself, directly or not`);
    underWay.add(logicalId);
    const result = declareResource(logicalId, resource);
    underWay.delete(logicalId);
    declared.set(logicalId, result);
    return result.identity;
  }

  function declareResource(logicalId: string, resource: TemplateResource): DeclaredResource {
    const place = `${stackName}/Resources/${logicalId}`;
    for (const dependency of resource.DependsOn) {
      const other = template.Resources[dependency];
      if (other !== undefined && isPresent(other, place)) identityOf(dependency, `${place}/DependsOn`);
    }
    const resourceType = resourceTypes.get(resource.Type);
    if (resourceType === undefined) throw new TemplateError(place, `${resource.Type} is not known`);
    const evaluated = evaluate(resource.Properties, `${place}/Properties`, scope);
    const properties = inPlace(place, () => resolveDynamicReferences(evaluated, `${place}/Properties`, services));
    const declaration: Declaration<unknown> = {
      path: constructPath(resource) ?? `${stackName}/${logicalId}`,
      stackName,
      logicalId,
      uniqueSuffix: createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12),
      properties: parseProperties(resourceType, properties, place),
    };
    const identity = inPlace(place, () => resourceType.declare(declaration, services));
    return { path: declaration.path, logicalId, resourceType, properties, identity };
  }

  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const place = `${stackName}/Resources/${logicalId}`;
    if (isPresent(resource, place)) identityOf(logicalId, place);
  }
  return { stackName, resources: [...declared.values()], ...outputsOf(stackName, template, scope, isPresent) };
}

/** Before anything is declared, so that one run names every type that is missing. */
function refuseUnknownTypes(stackName: string, template: Template, known: ReadonlyMap<string, ResourceType>): void {
  const unknown = Object.entries(template.Resources)
    .filter(([, { Type }]) => !known.has(Type))
    .map(([logicalId, { Type }]) => `${Type} (${logicalId})`);
  if (unknown.length > 0) {
    throw new TemplateError(
      `${stackName}/Resources`,
      `the local runtime does not know ${unknown.join(', ')}. It refuses what it cannot enforce; remove the resource, ` +
        'or add a file for its type to lib/local/resources/',
    );
  }
}

function parseProperties(resourceType: ResourceType, properties: Json, place: string): unknown {
  const result = resourceType.properties.safeParse(properties);
  if (result.success) return result.data;
  const messages = result.error.issues.map((issue: z.core.$ZodIssue) => {
    const keys = issue.code === 'unrecognized_keys' ? `: ${issue.keys.join(', ')} of ${resourceType.type}` : '';
    return `${['Properties', ...issue.path.map(String)].join('/')} ${issue.message}${keys}`;
  });
  throw new TemplateError(place, `the local runtime cannot honour ${messages.join('; ')}`);
}

/** Refusals of a service get the place of the resource in front. */
function inPlace<Result>(place: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(place, error instanceof Error ? error.message : String(error));
  }
}

function parameterValue(
  name: string,
  parameter: Template['Parameters'][string],
  place: string,
  { ssm }: Pick<LocalServices, 'ssm'>,
): Json {
  if (parameter.Default === undefined) throw new TemplateError(place, `the parameter ${name} has no default`);
  if (parameter.Type.startsWith('AWS::SSM::')) {
    const value = inPlace(place, () => ssm.parameterValue(String(parameter.Default)));
    if (parameter.Type === 'AWS::SSM::Parameter::Value<String>') return value;
    if (parameter.Type === 'AWS::SSM::Parameter::Value<List<String>>') return value.split(',');
    throw new TemplateError(place, `the parameter ${name} has the type ${parameter.Type}, which is not known`);
  }
  return parameter.Type === 'CommaDelimitedList' || parameter.Type.startsWith('List<')
    ? String(parameter.Default).split(',')
    : parameter.Default;
}

const constructPath = ({ Metadata }: TemplateResource): string | undefined => {
  const path = Metadata['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
};

function outputsOf(
  stackName: string,
  template: Template,
  scope: Scope,
  isPresent: (it: { readonly Condition?: string | undefined }, place: string) => boolean,
): Pick<DeclaredStack, 'outputs' | 'exports'> {
  const outputs: Record<string, Json> = {};
  const exports = new Map<string, Json>();
  for (const [name, output] of Object.entries(template.Outputs)) {
    const place = `${stackName}/Outputs/${name}`;
    if (!isPresent(output, place)) continue;
    const value = evaluate(output.Value, place, scope);
    if (isJsonObject(value)) throw new TemplateError(place, 'must be a string');
    outputs[name] = value;
    if (output.Export !== undefined) exports.set(String(evaluate(output.Export.Name, place, scope)), value);
  }
  return { outputs, exports };
}
