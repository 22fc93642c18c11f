import type { Sight } from '../engine/trace.ts';
import { addressText } from './address-text.ts';
import type { DataProtection } from './data-protection.ts';
import type { createRedaction } from './redaction.ts';

interface RateProperties {
  readonly Limit?: number;
  readonly EvaluationWindowSec?: number;
  readonly AggregateKeyType?: string;
  readonly CustomKeys?: readonly Readonly<Record<string, { readonly Name?: string; readonly Namespace?: string }>>[];
}

interface Hiding {
  readonly redact: ReturnType<typeof createRedaction>;
  readonly protect: DataProtection;
}

/** `rateBasedRuleList`: the rate-based rules that matched, and the key that had too many requests. */
export const toRateList = (rates: ReadonlyMap<string, Sight>, hiding: Hiding): readonly object[] =>
  [...rates].map(([rule, { condition, values = [] }]) => {
    // A compiled rate-based rule was written like this.
    const { Limit, EvaluationWindowSec = 300, AggregateKeyType = '', CustomKeys = [] } = condition as RateProperties;
    const [key = ''] = values;
    return {
      rateBasedRuleId: rule,
      rateBasedRuleName: rule.split('#').at(-1),
      limitKey: AggregateKeyType === 'CUSTOM_KEYS' ? 'CUSTOMKEYS' : AggregateKeyType,
      ...(AggregateKeyType.endsWith('IP') ? { limitValue: addressText(key) } : {}),
      maxRateAllowed: Limit,
      // AWS writes it as a string.
      evaluationWindowSec: String(EvaluationWindowSec),
      ...(CustomKeys.length === 0 ? {} : { customValues: customValues(CustomKeys, key, hiding) }),
    };
  });

/** The parts of the key stand in the order of the rule's own list. */
function customValues(keys: NonNullable<RateProperties['CustomKeys']>, key: string, { redact, protect }: Hiding) {
  const parts: readonly unknown[] = JSON.parse(key);
  return keys.map((each, index) => {
    const [kind = '', properties = {}] = Object.entries(each)[0] ?? [];
    const part = String(parts[index]);
    const name = properties.Name ?? properties.Namespace;
    const { field = '', isAddress = false } = fieldOf[kind] ?? {};
    const value = isAddress ? addressText(part) : redact.part(field, name, protect.counted(field, name, part));
    return { key: inCapitals(kind), ...(name === undefined ? {} : { name }), value };
  });
}

const fieldOf: Readonly<Record<string, { readonly field?: string; readonly isAddress?: true }>> = {
  Header: { field: 'SingleHeader' },
  Cookie: { field: 'SingleCookie' },
  QueryArgument: { field: 'SingleQueryArgument' },
  QueryString: { field: 'QueryString' },
  UriPath: { field: 'UriPath' },
  HTTPMethod: { field: 'Method' },
  IP: { isAddress: true },
  ForwardedIP: { isAddress: true },
};

/** `QueryArgument` is `QUERY_ARGUMENT`. */
const inCapitals = (kind: string): string =>
  kind
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/^HTTPMethod$/, 'HTTP_METHOD')
    .toUpperCase();
