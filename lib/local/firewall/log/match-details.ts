import type { DataProtection } from './data-protection.ts';
import type { MatchDetail } from './log-notes.ts';
import type { createRedaction } from './redaction.ts';

/** How AWS's log names what was looked at; a JSON body is UNKNOWN to it. */
const locations: Readonly<Record<string, string>> = {
  SingleHeader: 'HEADER',
  Headers: 'HEADER',
  Cookies: 'COOKIE',
  QueryString: 'QUERY_STRING',
  AllQueryArguments: 'ALL_QUERY_ARGS',
  SingleQueryArgument: 'SINGLE_QUERY_ARG',
  UriPath: 'URI',
  Method: 'METHOD',
  Body: 'BODY',
};

/** `ruleMatchDetails` of a rule. What the log redacts, or the web ACL protects, is not told here either. */
export function toMatchDetails(
  details: readonly MatchDetail[],
  { redact, protect }: { readonly redact: ReturnType<typeof createRedaction>; readonly protect: DataProtection },
): readonly object[] {
  return details.map(({ conditionType, sensitivityLevel, field, matchedData }) => {
    const [kind = '', properties] = Object.entries(field)[0] ?? [];
    const name = typeof properties?.Name === 'string' ? properties.Name : undefined;
    return {
      conditionType,
      ...(sensitivityLevel === undefined ? {} : { sensitivityLevel }),
      location: locations[kind] ?? 'UNKNOWN',
      matchedData: matchedData.map((data) => redact.part(kind, name, protect.matched(kind, name, data))),
      ...(name === undefined ? {} : { matchedFieldName: name }),
    };
  });
}
