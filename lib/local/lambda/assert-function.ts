import type { IamService } from '../iam/index.ts';
import { reservedVariables } from './function-variables.ts';
import type { FunctionDeclaration } from './lambda-service.ts';
import { steersProcess } from './steers-process.ts';

interface Rule {
  readonly message: (declaration: FunctionDeclaration) => string;
  readonly isKept: (declaration: FunctionDeclaration, iam: Pick<IamService, 'mayBeAssumedBy'>) => boolean;
}

/** AWS's limit on names and values together, in bytes. */
const VARIABLES_LIMIT_BYTES = 4_096;

const isWholeWithin = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

/** What Lambda refuses of a function's configuration (AWS Lambda API Reference, CreateFunction), and this machine. */
const rules: readonly Rule[] = [
  {
    message: () => 'the name must be 1 to 64 letters, digits, hyphens and underscores',
    isKept: ({ name }) => /^[\w-]{1,64}$/.test(name),
  },
  {
    message: ({ roleArn }) => `the role ${roleArn} cannot be assumed by Lambda`,
    isKept: ({ roleArn }, iam) => iam.mayBeAssumedBy(roleArn, 'lambda.amazonaws.com'),
  },
  {
    message: ({ timeoutSeconds }) => `the timeout must be 1 to 900 seconds, not ${timeoutSeconds}`,
    isKept: ({ timeoutSeconds }) => isWholeWithin(timeoutSeconds, 1, 900),
  },
  {
    message: ({ memoryMegabytes }) => `the memory must be 128 to 10240 MB, not ${memoryMegabytes}`,
    isKept: ({ memoryMegabytes }) => isWholeWithin(memoryMegabytes, 128, 10_240),
  },
  {
    message: ({ reservedConcurrency }) => `the reserved concurrency must be a whole number, not ${reservedConcurrency}`,
    isKept: ({ reservedConcurrency = 0 }) => isWholeWithin(reservedConcurrency, 0, 1_000),
  },
  {
    message: ({ storageMegabytes }) => `the ephemeral storage must be 512 to 10240 MB, not ${storageMegabytes}`,
    isKept: ({ storageMegabytes = 512 }) => isWholeWithin(storageMegabytes, 512, 10_240),
  },
  {
    message: ({ variables }) =>
      `variables that Lambda reserves: ${Object.keys(variables)
        .filter((name) => reservedVariables.has(name))
        .join(', ')}`,
    isKept: ({ variables }) => Object.keys(variables).every((name) => !reservedVariables.has(name)),
  },
  {
    message: ({ variables }) =>
      `variables that steer its process, which the local runtime does not leave to a template: ${steeringIn(variables)}`,
    isKept: ({ variables }) => steeringIn(variables) === '',
  },
  {
    message: () => `the variables are larger than ${VARIABLES_LIMIT_BYTES} bytes together`,
    isKept: ({ variables }) => Buffer.byteLength(Object.entries(variables).flat().join('')) <= VARIABLES_LIMIT_BYTES,
  },
];

const steeringIn = (variables: FunctionDeclaration['variables']): string =>
  Object.entries(variables)
    .filter(([name, value]) => steersProcess(name, value))
    .map(([name]) => name)
    .join(', ');

/** @throws Error that names the function and the rule it breaks */
export const assertFunction = (declaration: FunctionDeclaration, iam: Pick<IamService, 'mayBeAssumedBy'>): void => {
  const broken = rules.find(({ isKept }) => !isKept(declaration, iam));
  if (broken !== undefined) throw new Error(`Function ${declaration.name}: ${broken.message(declaration)}`);
};
