import { inRoom, type Layer } from '../mutation.ts';

const inExplain = inRoom('local/firewall-explain');
const inReplay = inRoom('local/firewall-replay');
const inFirewall = inRoom('local/firewall');

/** What is shown of requests, and what is said of them from logs. */
export const localFirewallSight: Layer = {
  name: 'seeing the local firewall',
  mutations: [
    inExplain(
      'an explanation shows no credential, whatever became of it',
      'credentials.ts',
      "  for (const name of chain) stages.push(transformations.get(name)?.(stages.at(-1) ?? '') ?? '');\n",
      '',
      'explain-command',
    ),
    inExplain(
      'an explanation shows nothing of a body that holds a credential and was decoded whole',
      'credentials.ts',
      '      if (isMixed) return [[0, text.length]];\n',
      '',
      'explain-command',
    ),
    inExplain(
      'an explanation hides what the log of the app hides',
      'explain.ts',
      'SingleHeader?.Name ?? []);\n',
      'SingleHeader?.Name.slice(99) ?? []);\n',
      'explain-command',
    ),
    inExplain(
      'an option of curl that is not understood is refused',
      'requests/read-curl.ts',
      "  if (option === undefined) throw new Error(`curl's ${shown} is not understood here`);\n",
      '  if (option === undefined) return;\n',
      'requests',
    ),
    inExplain(
      'a curl line that a shell would act upon is refused',
      'requests/shell-words.ts',
      "if (plain !== undefined && '`|&;<>()$'.includes(plain)) refuse(plain);",
      '',
      'requests',
    ),
    inReplay(
      'a record shows a terminal nothing that it would act upon',
      'replay-text.ts',
      "  return escapeBytes(Buffer.from(text, 'utf8').toString('latin1'));\n",
      '  return text;\n',
      'replay-command',
    ),
    inReplay(
      'a body that the log does not hold is not judged',
      'recorded-request.ts',
      '    return { bytes: bodyBytes };\n',
      '    return undefined;\n',
      'replay-command',
    ),
    inReplay(
      'what the log redacts is not judged',
      'recorded-request.ts',
      'value.includes(redacted)',
      'value.length < 0',
      'replay-command',
    ),
    inReplay(
      'what AWS decided by what only AWS knows stands',
      'judge.ts',
      "  if (isOfAws && recorded !== undefined) return { by: 'recorded', truth: recorded };\n",
      '',
      'same-verdict',
    ),
    inReplay(
      'rates count by the times of the records',
      'record-store.ts',
      '  if (outOfOrder > 0) order.sort(',
      '  if (outOfOrder < 0) order.sort(',
      'replay-command',
    ),
    inReplay(
      'a replay fails on a change when told to',
      'replay-command.ts',
      'if (options.failOnChange && otherwise > 0) {',
      'if (options.failOnChange && otherwise < 0) {',
      'replay-command',
    ),
    inFirewall(
      'a condition about what was withheld does not apply',
      'engine/component.ts',
      "      if (inspection.request.withheld?.(FieldToMatch) !== undefined) return 'not-applicable';\n",
      '',
      'engine/withheld',
    ),
    inFirewall(
      'the details of a match hold nothing of what the log hides',
      'log/match-details.ts',
      'redact.part(kind, name, protect.matched(kind, name, data))',
      'data',
      'log/log-fields',
    ),
  ],
};
