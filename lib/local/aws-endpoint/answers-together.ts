/**
 * Requests that arrive in one turn of the event loop are answered together, at its end: a client that is woken for each
 * costs more than the answer does.
 */
export const answersTogether = (report: (error: unknown) => void): ((send: () => void) => void) => {
  let waiting: (() => void)[] = [];
  const sendAll = (): void => {
    const all = waiting;
    waiting = [];
    for (const send of all) {
      try {
        send();
      } catch (error) {
        report(error);
      }
    }
  };
  return (send) => {
    if (waiting.push(send) === 1) setImmediate(sendAll);
  };
};
