import { readLedger } from './read-ledger.ts';
import { startServer } from './start-server.ts';
import { startWriters } from './transfers.ts';

export interface CrashRound {
  readonly acknowledged: number;
  readonly conflicts: number;
  /** Receipts of transfers that were sent and never answered: done, but nobody was told. */
  readonly unanswered: number;
  /** Acknowledged transfers without a receipt: must be none. */
  readonly lost: number;
  /** Accounts whose balance is not what the receipts say: must be none. */
  readonly torn: number;
  /** Of all balances: must be nothing, for money only moves. */
  readonly sum: number;
}

/**
 * Kills the server at a random moment of the work, as often as asked for; after each kill starts it again and holds the
 * ledger against everything that was ever acknowledged.
 */
export const runCrashes = async (
  folder: string,
  { kills, transactions }: { readonly kills: number; readonly transactions: number },
  told: (round: CrashRound, kill: number) => void,
): Promise<void> => {
  const acknowledged = new Set<number>();
  const share = Math.ceil(transactions / kills);
  let [first, known] = [0, 0];
  for (let kill = 1; kill <= kills; kill += 1) {
    const server = await startServer(folder);
    const writers = startWriters(server.engine, first, Number.POSITIVE_INFINITY);
    // Not all rounds are of one length: the moment is anywhere in the work on one transaction.
    const some = Math.ceil(share * (0.5 + Math.random()));
    const enough = kill === kills ? Math.max(some, transactions - acknowledged.size) : some;
    while (writers.acknowledged.length < enough) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    await server.kill();
    await writers.done;
    await server.engine.close();
    for (const { number } of writers.acknowledged) acknowledged.add(number);
    first += writers.sent;

    const again = await startServer(folder);
    const { receipts, balances, byReceipts } = await readLedger(again.engine);
    await again.engine.close();
    const accounts = new Set([...balances.keys(), ...byReceipts.keys()]);
    const unanswered = receipts.size - acknowledged.size;
    told(
      {
        acknowledged: writers.acknowledged.length,
        conflicts: writers.conflicts,
        unanswered: unanswered - known,
        lost: [...acknowledged].filter((number) => !receipts.has(number)).length,
        torn: [...accounts].filter((account) => (balances.get(account) ?? 0) !== (byReceipts.get(account) ?? 0)).length,
        sum: [...balances.values()].reduce((sum, balance) => sum + balance, 0),
      },
      kill,
    );
    known = unanswered;
  }
};
