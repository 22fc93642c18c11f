export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';

/** The first day of the period, in UTC: `2026-11-22`. A week begins on Sunday. */
export const periodStart: Readonly<Record<QuotaPeriod, (millis: number) => string>> = {
  DAY: (millis) => dayOf(millis),
  WEEK: (millis) => dayOf(millis - new Date(millis).getUTCDay() * 86_400_000),
  MONTH: (millis) => `${dayOf(millis).slice(0, 7)}-01`,
};

const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);
