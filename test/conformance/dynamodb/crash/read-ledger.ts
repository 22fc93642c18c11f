import { isJsonObject, type Json } from '../../../../lib/local/json.ts';
import type { Engine } from '../engines/engine.ts';

/** What the ledger holds: balances, and what they must be by the receipts. */
export interface Ledger {
  readonly receipts: ReadonlySet<number>;
  readonly balances: ReadonlyMap<string, number>;
  readonly byReceipts: ReadonlyMap<string, number>;
}

/** Reads the whole ledger, page by page. */
export const readLedger = async (engine: Engine): Promise<Ledger> => {
  const [receipts, balances, byReceipts] = [new Set<number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (account: string, change: number) => byReceipts.set(account, (byReceipts.get(account) ?? 0) + change);
  let start: Json | undefined;
  do {
    const page = await engine.call('Scan', {
      TableName: 'ledger',
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    if (!page.ok) throw new Error(page.message);
    for (const item of page.output['Items'] as readonly Json[]) {
      if (text(item, 'sk') === 'balance') balances.set(text(item, 'pk'), Number(text(item, 'amount')));
      else {
        receipts.add(Number(text(item, 'sk')));
        add(text(item, 'from'), -Number(text(item, 'moved')));
        add(text(item, 'to'), Number(text(item, 'moved')));
      }
    }
    start = page.output['LastEvaluatedKey'];
  } while (start !== undefined);
  return { receipts, balances, byReceipts };
};

/** The content of a string or number attribute, whichever it is. */
const text = (item: Json, name: string): string => {
  const value = isJsonObject(item) ? item[name] : undefined;
  if (!isJsonObject(value)) throw new Error(`an item of the ledger has no ${name}`);
  return String(value['S'] ?? value['N']);
};
