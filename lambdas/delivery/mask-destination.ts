/** Enough of an address or a number for its owner to recognise it: `a***@e***.com`, `+41*******67`. */
export function maskDestination(destination: string): string {
  const [local = '', domain] = destination.split('@');
  if (domain === undefined) return `${local.slice(0, 3)}${'*'.repeat(Math.max(local.length - 5, 3))}${local.slice(-2)}`;
  const dot = domain.lastIndexOf('.');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***${dot === -1 ? '' : domain.slice(dot, dot + 12)}`;
}
