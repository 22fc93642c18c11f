import type { Exchange } from './exchange.ts';

/** CloudWatch's metrics of a method: sums since the start. */
export interface MethodMetrics {
  readonly apiName: string;
  readonly stage: string;
  /** `GET /accounts`; undefined for requests that found no route. */
  readonly method: string | undefined;
  readonly count: number;
  /** `4XXError` */
  readonly clientErrors: number;
  /** `5XXError` */
  readonly serverErrors: number;
  readonly latencyMillis: number;
  readonly integrationLatencyMillis: number;
}

export interface Metrics {
  record(exchange: Exchange): void;
  read(): readonly MethodMetrics[];
}

export function createMetrics(): Metrics {
  const byMethod = new Map<string, MethodMetrics>();
  return {
    record({ api, stage, route, outcome, integrationLatencyMillis = 0 }) {
      if (outcome === undefined) return;
      const method = route && `${route.method.httpMethod} ${route.resource.path}`;
      const key = JSON.stringify([api.id, stage.name, method]);
      const before = byMethod.get(key);
      byMethod.set(key, {
        apiName: api.name,
        stage: stage.name,
        method,
        count: (before?.count ?? 0) + 1,
        clientErrors: (before?.clientErrors ?? 0) + (outcome.status >= 400 && outcome.status < 500 ? 1 : 0),
        serverErrors: (before?.serverErrors ?? 0) + (outcome.status >= 500 ? 1 : 0),
        latencyMillis: (before?.latencyMillis ?? 0) + outcome.latencyMillis,
        integrationLatencyMillis: (before?.integrationLatencyMillis ?? 0) + integrationLatencyMillis,
      });
    },
    read: () => [...byMethod.values()],
  };
}
