let turn: Promise<void> | undefined;

/**
 * Resolves when everything that arrived in this turn of the event loop was looked at; the same for all who ask within it.
 * Who answers then answers together with others: a client that is woken for each answer costs more than the answer does.
 */
export const endOfTurn = (): Promise<void> => {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  });
  return turn;
};
