import * as z from 'zod';

/**
 * Shapes that several contracts share. Handlers import the types of this file only: at bundling the contracts are
 * replaced by compiled ones, and a value imported from here would carry zod into the function.
 */

/** ISO 4217 codes the bank keeps accounts in. All of them have two decimals, so a minor unit is a hundredth. */
export const Currency = z.enum(['CHF', 'EUR', 'GBP', 'USD']);

/** Prefix, then 26 lower-case Crockford base 32 characters: 48 bits of time and 80 random bits. */
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`));

export const AccountId = id('acc');
export const TransferId = id('trf');
export const EntryId = id('ent');
export const PayeeId = id('pay');

/** `sub` of a user of the pool. */
export const CustomerId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** An amount that moves, in minor units: at least one, at most ten million of the major unit. */
export const Amount = z.int().min(1).max(1_000_000_000);

/** A sum that stands, in minor units. */
const Balance = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * Lines that a person typed: Latin, Greek and Cyrillic letters, digits and the punctuation of a bank statement, where marks do
 * not pile up as they do in attacks: no `--`, no `../`, no `&&`. No flag `u` and no `\p`: the draft-04 model at the gateway has
 * neither. One way only to read each text, so that none takes long.
 */
const letter = '[0-9A-Za-zÀ-ɏͰ-ϿЀ-ӿ]';

/** `St. Gallen`, `J.-P. O'Neil`, `Smith & Sons (Holdings), Inc.` */
export const Name = z
  .string()
  .max(60)
  .regex(new RegExp(`^${letter}(\\.?\\)?[,:]?( ?[(&/+'-] ?| )?${letter})*(\\.?\\)?|\\)\\.|')$`));

/** `Rent 5/6 + 7, flat B (2nd floor); see below...` */
export const Memo = z
  .string()
  .max(140)
  .regex(new RegExp(`^${letter}((( ?[.,:;)]{1,3})?( ?[(&+'-] ?| )?|/ ?| / )${letter})*( ?[.,:;)]{1,3}|')?$`));

export const AccountName = Name;
export const Reference = Memo;

export const Instant = z.iso.datetime();

/** Where the next page starts: opaque to callers, valid only for the list that gave it. */
export const Cursor = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\w.-]+$/);

/** How many items a page holds at most, as it stands in the query: 1 to 100. */
export const PageLimit = z.string().regex(/^([1-9]\d?|100)$/);

/** What a transfer is asked for with, and what a one-time password approves. */
export const TransferTerms = z.strictObject({
  from: AccountId,
  to: AccountId,
  amount: Amount,
  currency: Currency,
  reference: Reference.optional(),
});

export const PayeeTerms = z.strictObject({
  /** What the customer calls the payee. */
  name: AccountName,
  accountId: AccountId,
});

/** An account that a customer pays to. */
export const Payee = z.strictObject({ payeeId: PayeeId, ...PayeeTerms.shape, addedAt: Instant });

/** Opaque to callers. */
export const ChallengeId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What a right answer to a challenge was rewarded with: opaque to callers, good once. */
export const OneTimeProof = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{43}$/);

export const Account = z.strictObject({
  accountId: AccountId,
  name: AccountName,
  currency: Currency,
  balance: Balance,
  status: z.enum(['active', 'frozen']),
  openedAt: Instant,
});

export const Transfer = z.strictObject({
  transferId: TransferId,
  from: AccountId,
  to: AccountId,
  amount: Amount,
  currency: Currency,
  reference: Reference.optional(),
  bookedAt: Instant,
});

/** One side of a transfer, as the statement of one account shows it. */
export const Entry = z.strictObject({
  entryId: EntryId,
  transferId: TransferId,
  /** Minor units; negative where money left the account. */
  amount: z.int().min(-1_000_000_000).max(1_000_000_000),
  currency: Currency,
  counterparty: AccountId,
  reference: Reference.optional(),
  bookedAt: Instant,
});

export const Customer = z.strictObject({
  customerId: CustomerId,
  accounts: z.int().min(0).max(1_000),
  customerSince: Instant,
});

/** What the bank has on file of a customer, and what customers see of it. */
export const CustomerFile = z.strictObject({
  ...Customer.shape,
  /** How she wants to be called. */
  name: AccountName.optional(),
  /** What operators should know; not for customers to see. */
  note: Reference.optional(),
});
export const OwnCustomerFile = CustomerFile.omit({ note: true });

export const OwnCustomerFileChange = z.strictObject({ name: AccountName });
export const CustomerFileChange = z.strictObject({ name: AccountName, note: Reference.optional() });

/** `sub` of a user of the pool. */
export const UserId = CustomerId;

/** What a user signs in with; too short to be taken for a `sub`. */
const Username = z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/);

/** In lower case, so that a search finds it. */
const Email = z
  .string()
  .max(254)
  .regex(/^[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/);
export const EmailPrefix = z.string().regex(/^[a-z0-9._+@-]{1,100}$/);

/** E.164 */
const Phone = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** Roles that people can have: those of the API that open an endpoint which takes people. */
export const UserRole = z.enum(['customer', 'operator']);
export const UserRoles = z.array(UserRole).max(10);

export const NewUser = z.strictObject({
  username: Username,
  email: Email,
  phone: Phone.optional(),
  roles: UserRoles,
});

/** A user as a list shows it. Addresses and names are told as they are, also those that no one could choose today. */
export const UserSummary = z.strictObject({
  userId: UserId,
  username: z.string().min(1).max(128),
  email: z.string().max(2_048).optional(),
  phone: z.string().max(2_048).optional(),
  enabled: z.boolean(),
  /** `invited`: has not chosen a password yet. */
  status: z.enum(['invited', 'active', 'reset-required', 'other']),
  createdAt: Instant,
  modifiedAt: Instant,
});
export const User = z.strictObject({ ...UserSummary.shape, roles: UserRoles });

/** Holds a token of Amazon Cognito, which is longer than a key. */
export const UserCursor = z
  .string()
  .min(1)
  .max(4_096)
  .regex(/^[\w.-]+$/);
/** Amazon Cognito lists 60 users at once: 1 to 60. */
export const UserPageLimit = z.string().regex(/^([1-9]|[1-5]\d|60)$/);

/** Public id of an API key. */
export const KeyId = z.string().regex(/^[0-9A-Za-z]{12}$/);

/** Scopes that an API key can carry: those of the endpoints that take one. */
export const KeyScope = z.enum(['bank/rates.read', 'bank/settlements.read']);

/** Roles that an API key can have: people sign in. */
export const KeyRole = z.enum(['partner']);

export const KeyMethod = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** `198.51.100.0/24` or `2001:db8::/32`; the handler sees whether it is a block. */
export const Cidr = z.string().regex(/^[0-9A-Fa-f.:]{2,45}\/\d{1,3}$/);

/** An organisation that has credentials; the prefix keeps it apart from people, who are the subjects of their tokens. */
export const Client = z.string().regex(/^org_[a-z0-9]{2,40}$/);

/** What an operator says of a key that is to be issued, and later sees of it. */
const keyTerms = {
  /** Who holds it. */
  name: Name,
  /** Whose credentials may stand beside it. @default none: it belongs to a client of its own */
  client: Client.optional(),
  /** What for. */
  purpose: Memo,
  scopes: z.array(KeyScope).min(1).max(10),
  roles: z.array(KeyRole).min(1).max(5),
  /** Where it may be used from; none given, from everywhere. */
  allowedCidrs: z.array(Cidr).max(20),
  /** What it may be used with; none given, with every method. */
  allowedMethods: z.array(KeyMethod).max(5),
};

const TermName = z.string().regex(/^[\w./:-]{1,128}$/);

/** `sub` of the operator, or the tool that filled the bank. */
const Issuer = z.string().regex(/^[\w.:-]{1,128}$/);

export const NewApiKey = z.strictObject({
  ...keyTerms,
  allowedCidrs: keyTerms.allowedCidrs.optional(),
  allowedMethods: keyTerms.allowedMethods.optional(),
  /** A year at most: no key works for ever. */
  expiresInDays: z.int().min(1).max(365),
});

/** An API key as operators see it: never the key, nor its hash. */
export const ApiKeyView = z.strictObject({
  keyId: KeyId,
  ...keyTerms,
  // Names, not the ones of today: a key outlives the scope that it was issued for.
  scopes: z.array(TermName).min(1).max(10),
  roles: z.array(TermName).min(1).max(5),
  /** Its last characters, part of the checksum, by which its holder recognises it. */
  last4: z.string().regex(/^[0-9A-Za-z]{4}$/),
  /** `replaced`: still works, until `expiresAt`. */
  status: z.enum(['active', 'replaced', 'expired', 'revoked']),
  createdAt: Instant,
  createdBy: Issuer,
  expiresAt: Instant,
  /** To within five minutes. */
  lastUsedAt: Instant.optional(),
  /** The key whose place it took. */
  predecessor: KeyId.optional(),
  /** The key that took its place. */
  replacedBy: KeyId.optional(),
  revokedAt: Instant.optional(),
  revokedBy: Issuer.optional(),
});

/** The one answer that holds a key. */
export const IssuedApiKey = z.strictObject({
  ...ApiKeyView.shape,
  apiKey: z.string().regex(/^pcl_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/),
});

export type TransferTerms = z.infer<typeof TransferTerms>;
export type PayeeTerms = z.infer<typeof PayeeTerms>;
export type Payee = z.infer<typeof Payee>;
export type UserRole = z.infer<typeof UserRole>;
export type NewUser = z.infer<typeof NewUser>;
export type UserSummary = z.infer<typeof UserSummary>;
export type Currency = z.infer<typeof Currency>;
export type Account = z.infer<typeof Account>;
export type Transfer = z.infer<typeof Transfer>;
export type Entry = z.infer<typeof Entry>;
export type Customer = z.infer<typeof Customer>;
export type CustomerFile = z.infer<typeof CustomerFile>;
export type OwnCustomerFile = z.infer<typeof OwnCustomerFile>;
export type NewApiKey = z.infer<typeof NewApiKey>;
export type ApiKeyView = z.infer<typeof ApiKeyView>;
