const MOST_FIELDS = 10_000;

/**
 * The fields of a form, or undefined for more than 10,000. They are counted before they are read: Node needs a time for
 * them that grows with the square of their number, and whoever sends a form may not have shown who they are.
 */
export const formFieldsOf = (form: string): URLSearchParams | undefined => {
  let fields = 1;
  for (let at = form.indexOf('&'); at !== -1; at = form.indexOf('&', at + 1)) {
    if (++fields > MOST_FIELDS) return undefined;
  }
  return new URLSearchParams(form);
};
