/** The same UUID (RFC 9562, version 8) for the same digest in hex. */
export const uuidOf = (digest: string): string => {
  const part = (from: number, to: number) => digest.slice(from, to);
  return [part(0, 8), part(8, 12), `8${part(12, 15)}`, `8${part(15, 18)}`, part(18, 30)].join('-');
};
