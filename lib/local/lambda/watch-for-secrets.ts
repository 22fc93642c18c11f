/** Finds values that must not be printed in the lines of a log. */
export interface SecretWatch {
  /** A further value, such as of a secret that the function has fetched. */
  add(label: string, value: string): void;
  read(line: string): void;
}

/**
 * Reports each label once, when its value stands in a line, as it is or as JSON writes it. The value itself is never told.
 */
export const watchForSecrets = (secrets: ReadonlyMap<string, string>, report: (label: string) => void): SecretWatch => {
  const forms = new Map<string, readonly string[]>();
  const reported = new Set<string>();
  const add = (label: string, value: string): void => {
    // A value of several lines is known by its longest.
    const text = value.split('\n').reduce((longest, line) => (line.length > longest.length ? line : longest), '');
    if (!reported.has(label) && text !== '') forms.set(label, [text, JSON.stringify(text).slice(1, -1)]);
  };
  for (const [label, value] of secrets) add(label, value);
  return {
    add,
    read(line) {
      for (const [label, values] of forms) {
        if (!values.some((value) => line.includes(value))) continue;
        forms.delete(label);
        reported.add(label);
        report(label);
      }
    },
  };
};
