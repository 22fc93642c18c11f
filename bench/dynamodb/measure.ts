import type { Contestant } from './contestants.ts';
import { drive } from './drive.ts';
import { processorMicros } from './processor-time.ts';
import { signedRequest } from './sign.ts';
import type { Workload } from './workloads.ts';

export interface Measured {
  readonly perSecond: number;
  /** Processor time of the server for one request; NaN where that cannot be told. */
  readonly micros: number;
}

/** One server in one workload, whose inputs begin with the number `first`. */
export const measure = async ({ port, pid }: Contestant, workload: Workload, first: number): Promise<Measured> => {
  const requests = Array.from({ length: workload.requests }, (_, at) =>
    signedRequest(`127.0.0.1:${port}`, workload.operation, JSON.stringify(workload.input(first + at)), Date.now()),
  );
  const before = processorMicros(pid) ?? Number.NaN;
  const perSecond = await drive(port, requests, workload.concurrency);
  return { perSecond, micros: ((processorMicros(pid) ?? Number.NaN) - before) / workload.requests };
};

/** dynalite has no transactions. */
export const does = ({ name }: Contestant, { operation }: Workload): boolean =>
  !(name.startsWith('dynalite') && operation.startsWith('Transact'));
