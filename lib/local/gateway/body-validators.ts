import type { ErrorObject, ValidateFunction } from 'ajv';
import ajvDraft04 from 'ajv-draft-04';
import { DeclarationError } from './declaration-error.ts';
import type { RestApi } from './rest-api.ts';

/** The models of the APIs, compiled when they are first used. */
export interface BodyValidators {
  /**
   * Checks a body against the API's model of that name.
   * @returns undefined when it fits, else where it does not and why, without its values
   * @throws DeclarationError when the model is unknown or is no draft-04 schema
   */
  check(api: RestApi, model: string, body: unknown): string | undefined;
  /** @throws DeclarationError as `check` does */
  compile(api: RestApi, model: string): void;
}

export function createBodyValidators(): BodyValidators {
  const compiled = new WeakMap<RestApi, Map<string, ValidateFunction>>();

  const validatorOf = (api: RestApi, name: string): ValidateFunction => {
    const known = compiled.get(api) ?? new Map<string, ValidateFunction>();
    compiled.set(api, known);
    const validator = known.get(name) ?? compileModel(api, name);
    known.set(name, validator);
    return validator;
  };

  return {
    check(api, model, body) {
      const validate = validatorOf(api, model);
      return validate(body) === true ? undefined : `[${(validate.errors ?? []).map(toText).join(', ')}]`;
    },
    compile: (api, model) => void validatorOf(api, model),
  };
}

/** One instance knows all models of the API, so that any may refer to any. */
function compileModel(api: RestApi, name: string): ValidateFunction {
  // The `default` of the CommonJS module is its class, for Node and for the compiler alike.
  const ajv = new ajvDraft04.default({ strict: false, validateFormats: false, logger: false });
  for (const [model, schema] of api.models) {
    naming(api, model, () => ajv.addSchema({ ...schema, id: modelId(api, model) }));
  }
  const validate = naming(api, name, () => ajv.getSchema(modelId(api, name)));
  if (validate === undefined) throw new DeclarationError(`API '${api.name}' has no model '${name}'`);
  return validate;
}

/** Says which model it was that ajv did not like. */
function naming<Result>(api: RestApi, model: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it is no schema';
    throw new DeclarationError(`model '${model}' of API '${api.name}': ${reason}`);
  }
}

/** How one model refers to another. */
const modelId = ({ id }: RestApi, model: string): string =>
  `https://apigateway.amazonaws.com/restapis/${id}/models/${model}`;

const toText = ({ instancePath, message }: ErrorObject): string => `${instancePath || 'instance'} ${message}`;
