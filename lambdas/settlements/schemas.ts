import * as z from 'zod';
import { Client, Currency } from '../schemas.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When payments of a currency are settled on a business day, in the time of Frankfurt. */
export const SettlementWindow = z.strictObject({ currency: Currency, opensAt: TimeOfDay, closesAt: TimeOfDay });

/** Where a client pays what it owes the bank. */
export const SettlementInstruction = z.strictObject({
  currency: Currency,
  iban: z.string().regex(/^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/),
  bic: z.string().regex(/^[A-Z]{6}[0-9A-Z]{5}$/),
  /** Of every payment of this client. */
  reference: z.string().regex(/^[0-9A-Z]{2,40} [A-Z]{3}$/),
});

export const SettlementInstructions = z.strictObject({
  client: Client,
  instructions: z.array(SettlementInstruction).max(10),
});

export type SettlementWindow = z.infer<typeof SettlementWindow>;
export type SettlementInstruction = z.infer<typeof SettlementInstruction>;
