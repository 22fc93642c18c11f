import * as z from 'zod';

/** The part of the CDK's validation report that the page shows. */
const reportFile = z.looseObject({
  pluginReports: z.array(
    z.looseObject({
      pluginName: z.string(),
      suppressedViolations: z
        .array(
          z.looseObject({
            ruleName: z.string(),
            reason: z.string(),
            violatingConstructs: z.array(z.looseObject({ constructPath: z.string() })),
          }),
        )
        .default([]),
    }),
  ),
});

interface Exception {
  readonly rule: string;
  readonly reason: string;
  readonly construct: string;
}

const INTRODUCTION = `# Exceptions

Every rule of cdk-nag's AwsSolutions pack that the templates of the bank break on purpose, with its reason and the
resources it is for. Written by \`npm run exceptions\` from the validation report of a synthesis; a test keeps the two equal.
`;

/**
 * The exceptions ledger: a section for each rule, and in it a list of resources for each reason, all in alphabetical order.
 *
 * @throws z.ZodError for what is no validation report of the CDK.
 */
export function toExceptionsPage(report: unknown): string {
  const exceptions = reportFile
    .parse(report)
    .pluginReports.flatMap(({ suppressedViolations }) =>
      suppressedViolations.flatMap(({ ruleName, reason, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, reason, construct: constructPath })),
      ),
    );
  const sections = sorted(Map.groupBy(exceptions, ({ rule }) => rule)).map(([rule, ofRule]) =>
    [`## ${rule}\n`, ...sorted(Map.groupBy(ofRule, ({ reason }) => reason)).map(toReason)].join('\n'),
  );
  return [INTRODUCTION, ...sections].join('\n');
}

const toReason = ([reason, exceptions]: readonly [string, readonly Exception[]]): string =>
  [
    `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/, '')}:`,
    '',
    ...new Set(exceptions.map(({ construct }) => `- \`${construct}\``).sort()),
    '',
  ].join('\n');

const sorted = <Value>(groups: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] =>
  [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
