import type { Call } from '../call.ts';
import type { Answer } from './observer.ts';

/** Tells the observer how a request ended. Whatever happens there, the caller gets the answer. */
export function tell(call: Call, outcome: Pick<Answer, 'status' | 'problem' | 'faults' | 'error'>): void {
  const { observer, endpoint } = call.promised;
  try {
    observer.answered({
      requestId: call.requestId,
      traceId: call.traceId,
      route: endpoint.route,
      durationMillis: Math.round((performance.now() - call.startedAt) * 1_000) / 1_000,
      ...outcome,
    });
  } catch {
    // An observer that cannot even write has nobody to tell.
  }
}
