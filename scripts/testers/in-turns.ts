/** Does it for every item, at most so many at once. @returns the results, in the order of the items */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results.set(index, await act(item, index));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
