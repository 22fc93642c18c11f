import type { Inspection } from './inspection.ts';
import type { Intern } from './interning.ts';
import type { Reading } from './reading.ts';

/** A field after some transformations, shared by all statements of a web ACL that look at it: read once a request. */
export interface Slot {
  readonly read: (inspection: Inspection) => Reading;
}

export function createSlot(intern: Intern, find: (inspection: Inspection) => Reading): Slot {
  const slots = intern(['slots'], () => ({ count: 0 }));
  const index = slots.count;
  slots.count += 1;
  return {
    read: (inspection) => {
      const known = inspection.readings[index];
      if (known !== undefined) return known;
      const reading = find(inspection);
      inspection.readings[index] = reading;
      return reading;
    },
  };
}
