import type { AwsRestOperation, HttpRequest } from '../aws-service.ts';

export interface MatchedRoute {
  readonly operation: AwsRestOperation;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The operation whose method and path template fit a request: `{Name}` stands for one segment, `{Name+}`, the last, for
 * all that follow. Where several fit, the one which says more of the path.
 *
 * Smithy, "HTTP bindings", `http` trait.
 */
export const matchRoute = (
  operations: readonly AwsRestOperation[],
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
): MatchedRoute | undefined => {
  const segments = segmentsOf(path);
  // Signing would fold them away, so that the signed path could be another than the one that is matched.
  if (segments.some((segment) => ['', '.', '..'].includes(segment))) return undefined;
  const matches = operations.flatMap((operation) => {
    const [wanted, template = ''] = operation.route.split(' ');
    const steps = segmentsOf(template);
    const labels = wanted === method ? labelsOf(steps, segments) : undefined;
    return labels === undefined ? [] : [{ operation, labels, literals: steps.filter(isLiteral).length }];
  });
  return matches.sort((a, b) => b.literals - a.literals)[0];
};

/** Without the slash that some clients put at the end. */
const segmentsOf = (path: string): readonly string[] => path.replace(/^\//, '').replace(/\/$/, '').split('/');

const isLiteral = (step: string): boolean => !step.startsWith('{');

const labelsOf = (
  steps: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const isGreedy = steps.at(-1)?.endsWith('+}') === true;
  if (isGreedy ? segments.length < steps.length : segments.length !== steps.length) return undefined;
  const labels = new Map<string, string>();
  for (const [i, step] of steps.entries()) {
    const rest = segments.slice(i, isGreedy && i === steps.length - 1 ? undefined : i + 1);
    const given = decode(rest.join('/'));
    if (given === undefined || (isLiteral(step) && given !== step)) return undefined;
    if (!isLiteral(step)) labels.set(step.replace(/^\{|\+?\}$/g, ''), given);
  }
  return Object.fromEntries(labels);
};

/** Undefined for what is no percent-encoding of UTF-8. */
const decode = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};
