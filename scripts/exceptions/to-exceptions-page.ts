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
 * The exceptions ledger, one section for each rule and reason, in alphabetical order.
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
  const sections = [...Map.groupBy(exceptions, ({ rule, reason }) => JSON.stringify([rule, reason])).values()];
  return `${[INTRODUCTION, ...sections.map(toSection).sort()].join('\n')}`;
}

function toSection(exceptions: readonly Exception[]): string {
  const constructs = exceptions.map(({ construct }) => `- \`${construct}\``).sort();
  const { rule, reason } = exceptions[0] ?? { rule: '', reason: '' };
  return [`## ${rule}`, '', `${reason}.`, '', ...new Set(constructs), ''].join('\n');
}
