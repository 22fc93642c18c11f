import type { Api } from '../api.ts';
import { standardProblems } from '../standard-problems.ts';
import { type AnswerableProblem, answerableProblems, byStatusAndCode } from './answerable-problems.ts';

/** A problem, and where a client meets it. */
export interface CatalogueEntry extends AnswerableProblem {
  /** Routes that can answer it, in the order of the API; none where the gateway answers it outside of every route. */
  readonly routes: readonly string[];
}

/** Every problem that a client of the API can meet, by status and code. */
export function toProblemCatalogue(api: Api): readonly CatalogueEntry[] {
  const answers = api.endpoints.flatMap((endpoint) =>
    answerableProblems(endpoint).map((problem) => ({ problem, route: endpoint.route })),
  );
  const kinds = new Map<string, AnswerableProblem>([
    ...Object.entries(standardProblems).map(([code, kind]) => [code, { code, ...kind }] as const),
    ...answers.map(({ problem }) => [problem.code, problem] as const),
  ]);
  return [...kinds.values()].sort(byStatusAndCode).map((kind) => ({
    ...kind,
    routes: answers.filter(({ problem }) => problem.code === kind.code).map(({ route }) => route),
  }));
}
