import type { WebAcl } from '../firewall/index.ts';
import type { ApiRoutes } from './api-routes.ts';
import type { Case } from './read-corpus.ts';
import { type Share, wilson } from './wilson.ts';
import { type Zone, zones } from './zones.ts';

/** How one group of a corpus fared in one zone. */
export interface ScoreRow {
  readonly group: string;
  readonly zone: Zone;
  readonly isAttack: boolean;
  /** Share of it that was refused: of attacks the true positive rate, of what is harmless the false positive rate. */
  readonly refused: Share;
  /** Of attacks: how much more often they are refused than what is harmless, in the same zone; 0 is guessing. */
  readonly youdenJ: number | undefined;
}

/** A payload that was decided the wrong way. */
export interface Mistake extends Case {
  readonly zone: Zone;
  /** What refused it, or `Default_Action`. */
  readonly rule: string;
}

export interface Scores {
  readonly rows: readonly ScoreRow[];
  readonly mistakes: readonly Mistake[];
  /** How many attacks each rule refused, over all zones. */
  readonly refusedBy: ReadonlyMap<string, number>;
}

export interface ScoreOptions {
  readonly webAcl: WebAcl;
  readonly routes: ApiRoutes;
  readonly zones: readonly Zone[];
  /** What a row is about: its group, or its group and source. */
  readonly rowOf: (it: Case) => string;
}

/** Asks the web ACL about every payload in every zone. */
export function score(cases: readonly Case[], options: ScoreOptions): Scores {
  const mistakes: Mistake[] = [];
  const refusedBy = new Map<string, number>();
  const rows = options.zones.flatMap((zone) => {
    const tally = new Map<string, { readonly isAttack: boolean; refused: number; of: number }>();
    for (const each of cases) {
      const { isRefused, rule } = ask(each.payload, zone, options);
      const name = options.rowOf(each);
      const line = tally.get(`${each.isAttack} ${name}`) ?? { isAttack: each.isAttack, refused: 0, of: 0 };
      line.of += 1;
      if (isRefused) line.refused += 1;
      tally.set(`${each.isAttack} ${name}`, line);
      if (isRefused !== each.isAttack) mistakes.push({ ...each, zone, rule });
      if (isRefused && each.isAttack) refusedBy.set(rule, (refusedBy.get(rule) ?? 0) + 1);
    }
    return toRows(zone, tally);
  });
  return { rows, mistakes, refusedBy };
}

function ask(payload: string, zone: Zone, { webAcl, routes }: ScoreOptions) {
  const toRequest = zones.get(zone);
  if (toRequest === undefined) throw new Error(`there is no zone ${zone}`);
  const { action, seen } = webAcl.evaluate(toRequest(payload, routes));
  return { isRefused: action === 'block', rule: seen.terminatingRule };
}

type Tally = ReadonlyMap<string, { readonly isAttack: boolean; readonly refused: number; readonly of: number }>;

function toRows(zone: Zone, tally: Tally): readonly ScoreRow[] {
  const harmless = [...tally.values()].filter(({ isAttack }) => !isAttack);
  const total = (of: (line: { readonly refused: number; readonly of: number }) => number) =>
    harmless.reduce((sum, line) => sum + of(line), 0);
  const falsePositives = wilson(
    total(({ refused }) => refused),
    total((line) => line.of),
  );
  return [...tally].map(([key, { isAttack, refused, of }]) => {
    const share = wilson(refused, of);
    const youdenJ = isAttack && falsePositives.of > 0 ? share.share - falsePositives.share : undefined;
    return { group: key.slice(key.indexOf(' ') + 1), zone, isAttack, refused: share, youdenJ };
  });
}
