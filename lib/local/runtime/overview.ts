import type { OverviewTable } from '../console/index.ts';
import type { LocalServices } from '../services.ts';
import type { DeclaredStack } from '../template/index.ts';

/** Resource types that the console lists, by the title of their table. */
const listed: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::RestApi', 'REST APIs'],
  ['AWS::ApiGateway::DomainName', 'Domains'],
  ['AWS::Lambda::Function', 'Functions'],
  ['AWS::DynamoDB::Table', 'Tables'],
  ['AWS::Cognito::UserPool', 'User pools'],
  ['AWS::SecretsManager::Secret', 'Secrets'],
  ['AWS::KMS::Key', 'Keys'],
  ['AWS::SSM::Parameter', 'Parameters'],
  ['AWS::SNS::Topic', 'Topics'],
  ['AWS::SQS::Queue', 'Queues'],
  ['AWS::Events::Rule', 'Rules of event buses'],
  ['AWS::Scheduler::Schedule', 'Schedules'],
]);

type Clocks = Pick<LocalServices, 'events' | 'scheduler'>;

/** When what has a schedule runs next, by its ARN. */
const nextRuns: ReadonlyMap<string, (arn: string, services: Clocks) => number | undefined> = new Map([
  ['AWS::Events::Rule', (arn: string, { events }: Clocks) => events.nextRunOf(arn)],
  [
    'AWS::Scheduler::Schedule',
    (arn: string, { scheduler }: Clocks) => {
      const [, group = '', name = ''] = arn.split('/');
      return scheduler.nextRunOf(group, name);
    },
  ],
]);

/** The resources of the stacks for the console: names only, no values. */
export function overviewOf(stacks: readonly DeclaredStack[], services: Clocks): readonly OverviewTable[] {
  return [...listed].flatMap(([type, title]) => {
    const nextRun = nextRuns.get(type);
    const rows = stacks.flatMap(({ resources }) =>
      resources
        .filter(({ resourceType }) => resourceType.type === type)
        .map(({ path, identity }) => [
          path,
          identity.ref,
          ...(nextRun === undefined ? [] : [when(nextRun(String(identity.attributes['Arn']), services))]),
        ]),
    );
    return rows.length === 0
      ? []
      : [{ title, columns: ['Construct', 'Name', ...(nextRun === undefined ? [] : ['Next run'])], rows }];
  });
}

const when = (millis: number | undefined): string => (millis === undefined ? 'none' : new Date(millis).toISOString());
