import * as z from 'zod';

/** The body that every candidate validates: a bank transfer, 21 values in 5 closed objects. */
const party = {
  name: z.string().min(1).max(70),
  iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
  bic: z
    .string()
    .regex(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/)
    .optional(),
};

export const Transfer = z.strictObject({
  transferId: z.uuid(),
  endToEndId: z.string().regex(/^[A-Za-z0-9-]{1,35}$/),
  scheme: z.enum(['SEPA_CT', 'SEPA_INST', 'TARGET2']),
  amount: z.strictObject({
    value: z.string().regex(/^\d{1,13}(?:\.\d{1,2})?$/),
    currency: z.enum(['EUR', 'USD', 'GBP', 'CHF', 'BGN']),
  }),
  debtor: z.strictObject(party),
  creditor: z.strictObject({
    ...party,
    address: z
      .strictObject({
        country: z.string().regex(/^[A-Z]{2}$/),
        city: z.string().max(35),
        postCode: z.string().max(16),
      })
      .optional(),
  }),
  requestedExecutionDate: z.iso.date(),
  createdAt: z.iso.datetime(),
  reference: z
    .string()
    .regex(/^[A-Za-z0-9 /\-?:().,'+]{1,140}$/)
    .optional(),
  notifyEmail: z.email().optional(),
  chargeBearer: z.enum(['SLEV', 'SHAR', 'OUR']),
  priority: z.int().min(0).max(9),
  tags: z.array(z.string().min(1).max(20)).max(5),
});

export const Accepted = z.strictObject({ transferId: z.uuid(), status: z.literal('ACCEPTED') });
