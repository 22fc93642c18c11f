import type { Contestant } from './contestants.ts';
import { drive } from './drive.ts';
import { signedRequest } from './sign.ts';
import type { Workload } from './workloads.ts';

/** Requests per second of one server in one workload, whose inputs begin with the number `first`. */
export const measure = ({ port }: Contestant, workload: Workload, first: number): Promise<number> => {
  const requests = Array.from({ length: workload.requests }, (_, at) =>
    signedRequest(`127.0.0.1:${port}`, workload.operation, JSON.stringify(workload.input(first + at)), Date.now()),
  );
  return drive(port, requests, workload.concurrency);
};

/** dynalite has no transactions. */
export const does = ({ name }: Contestant, { operation }: Workload): boolean =>
  !(name.startsWith('dynalite') && operation.startsWith('Transact'));
