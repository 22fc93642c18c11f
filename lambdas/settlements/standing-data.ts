import type { SettlementInstruction, SettlementWindow } from './schemas.ts';

export const settlementWindows: readonly SettlementWindow[] = [
  { currency: 'CHF', opensAt: '08:00', closesAt: '16:15' },
  { currency: 'EUR', opensAt: '07:00', closesAt: '18:00' },
  { currency: 'GBP', opensAt: '07:00', closesAt: '17:00' },
  { currency: 'USD', opensAt: '13:00', closesAt: '23:00' },
];

const ibans = {
  CHF: 'DE20500000000000000001',
  EUR: 'DE90500000000000000002',
  GBP: 'DE63500000000000000003',
  USD: 'DE36500000000000000004',
} as const satisfies Record<SettlementInstruction['currency'], string>;

/** One account a currency; the reference tells clients apart. */
export const instructionsFor = (client: string): readonly SettlementInstruction[] =>
  settlementWindows.map(({ currency }) => ({
    currency,
    iban: ibans[currency],
    bic: 'PCLBDEFFXXX',
    reference: `${client.replace(/^org_/, '').toUpperCase()} ${currency}`,
  }));
