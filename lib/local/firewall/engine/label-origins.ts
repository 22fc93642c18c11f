import { type Fidelity, leastOf } from './fidelity.ts';

/**
 * Who adds which labels in a web ACL, noted while its rules are compiled in their order. What asks for a label comes as
 * near to AWS as the rules in front of it that add the label, and no nearer.
 */
export interface LabelOrigins {
  readonly add: (labels: readonly string[], fidelity: Fidelity) => void;
  /** Of the rules so far; a label that nobody adds is surely missing, here and there. */
  readonly fidelityOf: (isSought: (label: string) => boolean) => Fidelity;
}

export function createLabelOrigins(): LabelOrigins {
  const origins: { readonly label: string; readonly fidelity: Fidelity }[] = [];
  return {
    add: (labels, fidelity) => void origins.push(...labels.map((label) => ({ label, fidelity }))),
    fidelityOf: (isSought) => leastOf(origins.filter(({ label }) => isSought(label))),
  };
}
