/** A pool that shares the processes of this machine with the others. */
export interface BudgetMember {
  /** Ends one process that has nothing to do. Answers whether there was one. */
  giveUpIdle(): boolean;
  /** Processes have become free: starts what it needs. */
  serve(): void;
}

/** Keeps the processes of all functions together within what a laptop can hold. */
export interface ProcessBudget {
  join(member: BudgetMember): void;
  leave(member: BudgetMember): void;
  /**
   * Whether a pool that has so many processes may start one more. The first is always granted: functions that wait for
   * one another must not wait for ever.
   */
  grants(member: BudgetMember, processesOfIts: number): boolean;
  started(): void;
  ended(): void;
}

export const createProcessBudget = (limit: number): ProcessBudget => {
  const members = new Set<BudgetMember>();
  let processes = 0;
  return {
    join: (member) => void members.add(member),
    leave: (member) => void members.delete(member),
    grants(member, processesOfIts) {
      if (processes < limit || processesOfIts === 0) return true;
      // What ends now makes room when it has gone.
      for (const other of members) if (other !== member && other.giveUpIdle()) break;
      return false;
    },
    started: () => void processes++,
    ended() {
      processes--;
      for (const member of members) member.serve();
    },
  };
};
