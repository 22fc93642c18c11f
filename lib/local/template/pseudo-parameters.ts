import { arnOf, type LocalEnvironment } from '../environment.ts';
import { type Evaluated, NO_VALUE } from './scope.ts';

/** `AWS::Region` and its like, or undefined for any other name. */
export function pseudoParameter(name: string, stackName: string, environment: LocalEnvironment): Evaluated | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return environment.accountId;
    case 'AWS::Region':
      return environment.region;
    case 'AWS::Partition':
      return environment.partition;
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
      return arnOf(environment, 'cloudformation', `stack/${stackName}/local`);
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return NO_VALUE;
    default:
      return undefined;
  }
}
