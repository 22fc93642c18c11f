import type { Inspection } from '../engine/inspection.ts';

/** AWS resolves so many of one text and leaves the rest as it is written. */
const mostClauses = 10;

/** What is no label and resolves all the same. A regional API has no fingerprint of the TLS greeting. */
const synthetic = new Map<string, (inspection: Inspection) => string>([
  ['awswaf:request_id:', ({ request }) => request.requestId],
  ['awswaf:ip:', ({ request }) => request.clientIp],
  ['awswaf:ja3:', () => ''],
  ['awswaf:ja4:', () => ''],
]);

/**
 * Puts in place of `${namespace:}` what the labels of the request have after that namespace, with commas between, and
 * nothing where there is no such label. The namespace is written in full.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-dynamic-label-interpolation.html
 */
export function interpolate(text: string, inspection: Inspection): string {
  if (!text.includes('${')) return text;
  let clauses = 0;
  return text.replace(/\$\{([0-9A-Za-z_:-]+:)\}/g, (written, namespace: string) => {
    clauses += 1;
    if (clauses > mostClauses) return written;
    return synthetic.get(namespace)?.(inspection) ?? labelsAfter(namespace, inspection);
  });
}

const labelsAfter = (namespace: string, { labels }: Inspection): string =>
  labels
    .filter((label) => label.startsWith(namespace))
    .map((label) => label.slice(namespace.length))
    .join(',');
