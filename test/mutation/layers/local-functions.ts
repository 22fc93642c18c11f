import type { Layer, Mutation } from '../mutation.ts';

const inLocal = (control: string, file: string, find: string, replace: string, test: string): Mutation => ({
  control,
  how: { kind: 'source', file: `lib/local/${file}`, find, replace },
  seenBy: [`test/local/${test}.test.ts`],
});

/** What bounds a function and what is handed to it, on this machine. */
export const localFunctions: Layer = {
  name: 'local functions',
  mutations: [
    inLocal(
      'a function runs no more often at once than is reserved for it',
      'lambda/concurrency.ts',
      'if (limit !== undefined && !((running.get(functionArn) ?? 0) < limit)) {',
      'if (limit === -1) {',
      'lambda/concurrency',
    ),
    inLocal(
      'functions that reserve nothing have something left',
      'lambda/concurrency.ts',
      'if (!(unreservedLimit - wanted >= LEAST_UNRESERVED)) {',
      'if (wanted < 0) {',
      'lambda/account-concurrency',
    ),
    inLocal(
      'a function holds no more memory than the template gives',
      'lambda/watch-limits.ts',
      '!(maxMemoryMegabytes <= memoryMegabytes)',
      'maxMemoryMegabytes < 0',
      'lambda/limits',
    ),
    inLocal(
      'a function keeps no more temporary files than the template gives',
      'lambda/watch-limits.ts',
      'if (!(scratch.megabytes() <= storageMegabytes))',
      'if (storageMegabytes < 0)',
      'lambda/temporary-files',
    ),
    inLocal(
      'temporary files go with their process',
      'lambda/execution-environment.ts',
      '    scratch.remove();\n',
      '',
      'lambda/temporary-files',
    ),
    inLocal(
      'a secret that a function prints is reported',
      'lambda/watch-for-secrets.ts',
      '        report(label);\n',
      '',
      'lambda/log',
    ),
    inLocal(
      'an API call that invokes a function needs the right to',
      'lambda/operations/invoke.ts',
      "rights: (request) => [{ action: 'lambda:InvokeFunction', resource: referenceOf(request, room).arn }],",
      'rights: () => [],',
      'lambda/aws-sdk',
    ),
    inLocal(
      'a message between services is let in by its target',
      'runtime/deliver.ts',
      '    if (!isAdmitted(delivery, target, iam)) throw notAuthorized(delivery, target);\n',
      '',
      'runtime/deliver',
    ),
    inLocal(
      'a service acts in a role that trusts it',
      'runtime/deliver.ts',
      'return isAssumed && iam.decide',
      'return iam.decide',
      'runtime/deliver',
    ),
    inLocal(
      'a function reads a stream or queue that its role may read',
      'event-sources/assert-reader.ts',
      'if (missing !== undefined) throw',
      "if (missing === '') throw",
      'event-sources/streams',
    ),
    inLocal(
      'a batch whose failures cannot be told comes again whole',
      'event-sources/parse-item-failures.ts',
      '  return failed.every((identifier) => identifiers.includes(identifier)) ? new Set(failed) : undefined;',
      '  return new Set(failed);',
      'event-sources/streams',
    ),
    inLocal(
      'a filter has no operator that AWS does not know there',
      'event-pattern/parse-leaf.ts',
      '  if (!operator.uses.includes(use)) throw new InvalidEventPattern(`${name} is not known for a ${use}`);\n',
      '',
      'event-pattern/event-pattern',
    ),
  ],
};
