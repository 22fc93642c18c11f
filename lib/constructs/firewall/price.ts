import type { PaidGroups } from './managed-groups.ts';

/** List prices of AWS WAF in US dollars, of 2025. https://aws.amazon.com/waf/pricing/ */
const USD_PER_WEB_ACL = 5;
const USD_PER_RULE = 1;
const USD_PER_MILLION_REQUESTS = 0.6;

/** Up to here a request costs the base price; each further step, begun, costs more. */
const FREE_CAPACITY_UNITS = 1_500;
const STEP = 500;
const USD_PER_STEP = 0.2;

/** What some parts cost beside. */
export const paidParts: Readonly<
  Record<
    keyof PaidGroups | 'shield',
    { readonly name: string; readonly usdPerMonth: number; readonly usdPerMillion: number }
  >
> = {
  antiDdos: { name: 'AntiDDoS', usdPerMonth: 20, usdPerMillion: 0.15 },
  botControl: { name: 'Bot Control', usdPerMonth: 10, usdPerMillion: 1 },
  anonymousAddresses: { name: 'the list of anonymous addresses', usdPerMonth: 0, usdPerMillion: 0 },
  // Of the organisation, whatever it protects, for a year at least; and data transfer.
  shield: { name: 'Shield Advanced', usdPerMonth: 3_000, usdPerMillion: 0 },
};

/** What the rules add to the price of a million requests. */
export const usdPerMillionRequests = (units: number): number =>
  rounded(Math.max(0, Math.ceil((units - FREE_CAPACITY_UNITS) / STEP)) * USD_PER_STEP);

export interface Priced {
  readonly units: number;
  /** By the name of the rule. */
  readonly perRule: Readonly<Record<string, number>>;
  /** What of the paid parts is there. */
  readonly paid: readonly (keyof typeof paidParts)[];
}

/** What a web ACL costs, in one sentence each for its place, its requests and its capacity, the dearest rules first. */
export function priceOf({ units, perRule, paid }: Priced): string {
  const parts = paid.map((part) => paidParts[part]);
  const monthly = USD_PER_WEB_ACL + USD_PER_RULE * Object.keys(perRule).length + sum(parts, 'usdPerMonth');
  const beyond = usdPerMillionRequests(units);
  const million = USD_PER_MILLION_REQUESTS + beyond + sum(parts, 'usdPerMillion');
  const named = parts
    .filter(({ usdPerMonth }) => usdPerMonth > 0)
    .map(({ name, usdPerMonth, usdPerMillion }) => `${name} ${usdPerMonth} a month and ${usdPerMillion} a million`);
  const dearest = Object.entries(perRule)
    .sort(([, one], [, other]) => other - one)
    .map(([name, each]) => `${name} ${each}`);
  return [
    `This web ACL costs ${rounded(monthly)} US dollars a month and ${rounded(million)} a million requests` +
      (named.length === 0 ? '' : ` (of these ${named.join(', ')})`),
    `It takes ${units} capacity units, ${beyond === 0 ? `within the base price of ${FREE_CAPACITY_UNITS}` : `which cost ${beyond} a million requests more than ${FREE_CAPACITY_UNITS} would`}`,
    dearest.join(', '),
  ].join('. ');
}

const sum = (
  parts: readonly { readonly usdPerMonth: number; readonly usdPerMillion: number }[],
  of: 'usdPerMonth' | 'usdPerMillion',
) => parts.reduce((total, part) => total + part[of], 0);

const rounded = (dollars: number) => Math.round(dollars * 100) / 100;
