import type { Currency } from '../schemas.ts';

/** Ten-thousandths of the currency for one euro. */
const perEuro = { CHF: 9_312, EUR: 10_000, GBP: 8_741, USD: 11_585 } as const satisfies Record<Currency, number>;

/** When the rates were fixed. */
export const ratesOf = '2026-11-20T15:00:00Z';

/** What one unit of the base costs in each other currency, with four decimals. */
export const ratesFrom = (base: Currency): { currency: Currency; rate: string }[] =>
  currencies
    .filter((currency) => currency !== base)
    .map((currency) => ({ currency, rate: (perEuro[currency] / perEuro[base]).toFixed(4) }));

/** What one euro costs in a currency, with four decimals. */
export const rateTo = (currency: Currency): string => (perEuro[currency] / perEuro.EUR).toFixed(4);

const currencies = ['CHF', 'EUR', 'GBP', 'USD'] as const satisfies readonly Currency[];
