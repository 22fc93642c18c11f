/**
 * A second reading of AWS's documentation, made for comparison only: policies as plain data, patterns as regular
 * expressions, conditions as the tables of the IAM User Guide, the flow chart of "Policy evaluation logic" as one function.
 */
export interface ModelStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actionElement: 'Action' | 'NotAction';
  readonly actions: readonly string[];
  readonly resourceElement: 'Resource' | 'NotResource';
  readonly resources: readonly string[];
  readonly condition: ModelCondition | undefined;
  readonly principal?: ModelPrincipal;
}

export interface ModelCondition {
  readonly quantifier: '' | 'ForAllValues:' | 'ForAnyValue:';
  readonly operator: 'StringEquals' | 'StringNotEquals' | 'StringLike' | 'StringNotLike';
  readonly suffix: '' | 'IfExists';
  readonly values: readonly string[];
}

export type ModelPrincipal = 'everyone' | 'role' | 'session' | 'account' | 'stranger';

export interface ModelRequest {
  readonly action: string;
  readonly resource: string;
  /** Values of the one condition key of the model; none means that it is absent. */
  readonly values: readonly string[];
}

export interface ModelWorld {
  readonly identity: readonly ModelStatement[];
  readonly boundary: readonly ModelStatement[] | undefined;
  readonly onResource:
    | { readonly authority: 'shared' | 'sole'; readonly statements: readonly ModelStatement[] }
    | undefined;
}

export const modelDecision = (
  { identity, boundary, onResource }: ModelWorld,
  request: ModelRequest,
): 'allowed' | 'denied' | 'unmentioned' => {
  const effectsOf = (statements: readonly ModelStatement[], principals?: readonly ModelPrincipal[]) =>
    new Set(
      statements
        .filter(
          ({ principal }) => principals === undefined || (principal !== undefined && principals.includes(principal)),
        )
        .filter((statement) => speaksOf(statement, request))
        .map(({ effect }) => effect),
    );
  const resource = onResource?.statements ?? [];

  // 1. An explicit deny, in whatever policy.
  const anyone: readonly ModelPrincipal[] = ['everyone', 'role', 'session', 'account'];
  const all = [effectsOf(identity), effectsOf(boundary ?? []), effectsOf(resource, anyone)];
  if (all.some((effects) => effects.has('Deny'))) return 'denied';

  // 2. The policy of the resource gives it to the session itself: nothing else is asked.
  if (effectsOf(resource, ['session']).has('Allow')) return 'allowed';

  // 3. Otherwise the boundary must allow.
  if (boundary !== undefined && !effectsOf(boundary).has('Allow')) return 'unmentioned';

  // 4. The policy of the resource gives it to the role.
  if (effectsOf(resource, ['everyone', 'role']).has('Allow')) return 'allowed';

  // 5. An identity policy does; for a key only where the key policy hands that over to the account.
  const handedOver = onResource?.authority !== 'sole' || effectsOf(resource, ['account']).has('Allow');
  return handedOver && effectsOf(identity).has('Allow') ? 'allowed' : 'unmentioned';
};

const speaksOf = (statement: ModelStatement, { action, resource, values }: ModelRequest): boolean => {
  const { actionElement, actions, resourceElement, resources, condition } = statement;
  const someAction = actions.some((pattern) => glob(pattern, 'i').test(action));
  const someResource = resources.some((pattern) => glob(pattern, '').test(resource));
  return (
    (actionElement === 'Action' ? someAction : !someAction) &&
    (resourceElement === 'Resource' ? someResource : !someResource) &&
    (condition === undefined || isMet(condition, values))
  );
};

/** One row for each way to ask, for a key that is absent and one that is there. */
const isMet = (
  { quantifier, operator, suffix, values: expected }: ModelCondition,
  values: readonly string[],
): boolean => {
  const isNegated = operator.includes('Not');
  const matchesOne = (value: string): boolean =>
    expected.some((each) => (operator.endsWith('Like') ? glob(each, '').test(value) : each === value));
  if (values.length === 0) {
    if (quantifier === 'ForAllValues:') return true;
    if (quantifier === 'ForAnyValue:') return false;
    return suffix === 'IfExists' || isNegated;
  }
  if (quantifier === 'ForAllValues:') return !values.some((value) => matchesOne(value) === isNegated);
  if (quantifier === 'ForAnyValue:')
    return values.some((value) => (isNegated ? !matchesOne(value) : matchesOne(value)));
  const [only = ''] = values;
  return matchesOne(only) !== isNegated;
};

const glob = (pattern: string, flags: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[^]*')
      .replace(/\?/g, '[^]')}$`,
    flags,
  );
