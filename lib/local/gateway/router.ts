import type { Method, Resource, RestApi } from './rest-api.ts';

export interface Route {
  readonly resource: Resource;
  readonly method: Method;
  /** As they stand in the path: not decoded. */
  readonly pathParameters: ReadonlyMap<string, string>;
}

/**
 * Finds the method for a path: at each segment a fixed name goes before a `{parameter}`, and that before `{proxy+}`.
 * A resource counts only when it has the method, itself or as `ANY`. Nothing is decoded, so an escaped spelling of a
 * fixed segment is another segment.
 */
export function matchRoute(api: RestApi, httpMethod: string, path: string): Route | undefined {
  const segments = segmentsOf(path);
  const candidates = [...api.resources.values()].flatMap((resource) => {
    const method =
      resource.methods.get(httpMethod) ?? (anyMethods.has(httpMethod) ? resource.methods.get('ANY') : undefined);
    const match = method && matchSegments(segmentsOf(resource.path), segments);
    return match ? [{ rank: match.rank, route: { resource, method, pathParameters: match.parameters } }] : [];
  });
  return candidates.toSorted((left, right) => (left.rank < right.rank ? -1 : 1))[0]?.route;
}

/** What `ANY` stands for. */
const anyMethods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** Slashes at either end do not count; within the path they do. */
const segmentsOf = (path: string): readonly string[] => {
  const trimmed = path.replace(/^\/+/, '').replace(/\/+$/, '');
  return trimmed === '' ? [] : trimmed.split('/');
};

interface Match {
  /** A letter a segment, the smaller the more exact: `a` fixed, `b` parameter, `c` the rest of the path. */
  readonly rank: string;
  readonly parameters: ReadonlyMap<string, string>;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Match | undefined {
  const parameters = new Map<string, string>();
  let rank = '';
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const name = parameterName.exec(part)?.groups;
    if (name === undefined) {
      if (part !== segment) return undefined;
      rank += 'a';
    } else if (name['greedy'] === undefined) {
      if (segment === '') return undefined;
      parameters.set(name['name'] ?? '', segment);
      rank += 'b';
    } else {
      parameters.set(name['name'] ?? '', segments.slice(index).join('/'));
      return { rank: `${rank}c`, parameters };
    }
  }
  return pattern.length === segments.length ? { rank, parameters } : undefined;
}

const parameterName = /^\{(?<name>[^{}+]+)(?<greedy>\+)?\}$/;
