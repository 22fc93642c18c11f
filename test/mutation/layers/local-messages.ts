import type { Layer, Mutation } from '../mutation.ts';

const inLocal = (control: string, file: string, find: string, replace: string, seenBy: string): Mutation => ({
  control,
  how: { kind: 'source', file: `lib/local/${file}`, find, replace },
  seenBy: [`test/local/${seenBy}`],
});

const inConsole = (control: string, file: string, find: string, replace: string): Mutation =>
  inLocal(control, `console/${file}`, find, replace, 'console/console.test.ts');

/** What leaves a bank as a message, and who reads it. */
export const localMessages: Layer = {
  name: 'local messages',
  mutations: [
    inConsole(
      'the console shows messages to whoever has its password only',
      'create-console.ts',
      '!(sessionId !== undefined && signIns.isSignedIn(sessionId))',
      'sessionId === undefined',
    ),
    inConsole(
      'the console answers to its own name only',
      'check-sender.ts',
      'if (headers.host !== host) {',
      'if (headers.host === undefined) {',
    ),
    inConsole(
      'the console takes forms of its own pages only',
      'check-sender.ts',
      "if (method === 'POST' && headers.origin !== origin) {",
      "if (method === 'POST' && headers.origin === undefined) {",
    ),
    inConsole(
      'guesses at the password of the console are slow',
      'sign-ins.ts',
      'if (guesses >= GUESSES_AT_ONCE)',
      'if (guesses > 100)',
    ),
    inConsole(
      'a session of the console ends when it is not used',
      'sign-ins.ts',
      'now() - lastUse < IDLE_MILLIS',
      'now() - lastUse >= 0',
    ),
    inLocal(
      'what a page shows is escaped',
      'html.ts',
      "text.replaceAll(/[&<>\"']/g, (character) => escapes.get(character) ?? '')",
      'escapes.size > 0 ? text : text',
      'html.test.ts',
    ),
    inLocal(
      'a message sends no control characters to a terminal',
      'visible-text.ts',
      '.replaceAll(CONTROL, (character) => `\\\\x${hex(character)}`)',
      '.replaceAll(CONTROL, (character) => hex(character) === "" ? "" : character)',
      'outbox/outbox.test.ts',
    ),
    inLocal(
      'nobody sends mail from an address that the template does not declare',
      'ses/operations/send-email.ts',
      'if (identities.behind(from) === undefined) throw',
      "if (from === '') throw",
      'ses/ses.test.ts',
    ),
    inLocal(
      'whoever may make a topic may not change one that is there',
      'sns/operations/topic-operations.ts',
      "      assertSame('attributes', before.attributes, given);\n",
      '      engine.store.saveTopic({ ...before, attributes });\n      enforcePolicy(engine, arn, attributes);\n',
      'sns/sns.test.ts',
    ),
    inLocal(
      'a pattern of a parameter is read by RE2 only',
      'ssm/put-version.ts',
      'return RE2JS.compile(pattern);',
      "return RE2JS.compile(pattern.replaceAll('(?!', '(?:'));",
      'ssm/ssm.test.ts',
    ),
    inLocal(
      'a secure parameter is under the key that it names',
      'ssm/encrypted-value.ts',
      'if (keyId === undefined || keyId === AWS_KEY) return',
      "if (keyId !== '') return",
      'ssm/ssm.test.ts',
    ),
    inLocal(
      'a secure parameter needs its key, too',
      'ssm/operations/get-parameter.ts',
      "version?.type === 'SecureString' ? keyRights",
      "version?.type === 'String' ? keyRights",
      'ssm/ssm.test.ts',
    ),
    inLocal(
      'a schedule acts only in a role that trusts the scheduler',
      'scheduler/schedule.ts',
      'if (!iam.mayBeAssumedBy(Target.RoleArn, PRINCIPAL',
      "if (Target.RoleArn === '' && !iam.mayBeAssumedBy(Target.RoleArn, PRINCIPAL",
      'scheduler/scheduler.test.ts',
    ),
    inLocal(
      'whoever makes a schedule may pass on its role',
      'scheduler/operations/schedule-operations.ts',
      "action: 'iam:PassRole',",
      "action: 'scheduler:CreateSchedule',",
      'scheduler/scheduler.test.ts',
    ),
    inLocal(
      'a mail address is subscribed once its owner confirms it',
      'sns/subscribe.ts',
      "const isConfirmed = protocol !== 'email';",
      'const isConfirmed = true;',
      'sns/sns.test.ts',
    ),
    inLocal(
      'what an event says stays in its place of a template',
      'events/target-input.ts',
      'return JSON.stringify(text).slice(1, -1);',
      'return text;',
      'events/events.test.ts',
    ),
  ],
};
