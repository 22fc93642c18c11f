import type { Inspection } from './inspection.ts';
import type { CompileContext } from './statement.ts';
import type { Truth } from './truth.ts';

/** Tells the trace, if there is one, that a condition looked at the client's own address or at one in a header. */
export function tellOfAddress(
  { trace, request }: Inspection,
  { path, written }: CompileContext,
  { headerName, truth }: { readonly headerName: string | undefined; readonly truth: Truth },
): Truth {
  if (trace === undefined) return truth;
  const field = headerName === undefined ? { ClientIp: {} } : { SingleHeader: { Name: headerName } };
  const inHeader = (name: string) =>
    request.headers.filter(([header]) => header.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  const seen = headerName === undefined ? [request.clientIp] : inHeader(headerName);
  const values = request.withheld?.(field) === undefined ? seen : undefined;
  trace.saw({ path, condition: written, field, transformations: [], values, truth });
  return truth;
}
