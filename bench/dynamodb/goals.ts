/** How much faster than whom, by the median of the rounds. */
export interface Goal {
  readonly workload: string;
  readonly ours: string;
  readonly theirs: string;
  readonly least: number;
}

const places = ['memory', 'file'] as const;

export const goals: readonly Goal[] = [
  ...['Put ×16', 'Get ×16'].flatMap((workload) =>
    places.map((place) => ({ workload, ours: `ours, ${place}`, theirs: `dynalite, ${place}`, least: 1.2 })),
  ),
  ...places.map((place) => ({
    workload: '3-item transaction ×8',
    ours: `ours, ${place}`,
    theirs: `dynoxide, ${place}`,
    least: 1.5,
  })),
  // What verification costs is told apart: the peers have none.
  ...['Put ×16', 'Get ×16'].flatMap((workload) =>
    places.map((place) => ({ workload, ours: `ours, unverified, ${place}`, theirs: `dynalite, ${place}`, least: 1.2 })),
  ),
  ...places.map((place) => ({
    workload: '3-item transaction ×8',
    ours: `ours, unverified, ${place}`,
    theirs: `dynoxide, ${place}`,
    least: 1.5,
  })),
];
