import type { OverviewTable } from '../console/index.ts';
import type { DeclaredStack } from '../template/index.ts';

/** Resource types that the console lists, by the title of their table. */
const listed: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::RestApi', 'REST APIs'],
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

/** The resources of the stacks for the console: names only, no values. */
export function overviewOf(stacks: readonly DeclaredStack[]): readonly OverviewTable[] {
  return [...listed].flatMap(([type, title]) => {
    const rows = stacks.flatMap(({ resources }) =>
      resources
        .filter(({ resourceType }) => resourceType.type === type)
        .map(({ path, identity }) => [path, identity.ref]),
    );
    return rows.length === 0 ? [] : [{ title, columns: ['Construct', 'Name'], rows }];
  });
}
