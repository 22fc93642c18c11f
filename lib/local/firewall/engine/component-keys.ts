/** One object for all components that are written alike; what a request holds there is remembered under it. */
export function createComponentKeys(): (written: string) => object {
  const keys = new Map<string, object>();
  return (written) => {
    const key = keys.get(written) ?? {};
    keys.set(written, key);
    return key;
  };
}
