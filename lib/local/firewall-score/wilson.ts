/** Two-sided 95 %. */
const z = 1.959964;

/** A share with the interval in which it lies at 95 % (Wilson's score interval), which is right for few cases too. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export function wilson(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: Number.NaN, low: 0, high: 1 };
  const share = hits / of;
  const scale = 1 + z ** 2 / of;
  const centre = (share + z ** 2 / (2 * of)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / scale;
  return { hits, of, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
