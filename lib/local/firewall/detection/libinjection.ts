import appsec from '@datadog/native-appsec';

type DetectorKind = 'sqli' | 'xss';

const ruleOf = (kind: DetectorKind) => ({
  id: kind,
  name: kind,
  tags: { type: kind, category: 'attack_attempt' },
  conditions: [{ operator: `is_${kind}`, parameters: { inputs: [{ address: kind }] } }],
  transformers: [],
});

const engine = new appsec.DDWAF({ version: '2.1', rules: [ruleOf('sqli'), ruleOf('xss')] }, 'libinjection');

/** Far more than the detector needs for its longest list; only a stalled machine comes near. */
const timeoutMicros = 30_000_000;

/** One context answers so many questions, because making one costs as much as an answer; it grows with each. */
const mostQuestions = 256;

let context = engine.createContext();
let questions = 0;

function renewContext(): void {
  context.dispose();
  context = engine.createContext();
  questions = 0;
}

/**
 * Asks libinjection, inside libddwaf, about each text: at most 256 of at most 4,096 bytes. What is asked is ephemeral to
 * its context: the next answer does not depend on it.
 *
 * @throws when the answer would not cover everything that was asked
 */
export function runDetector(kind: DetectorKind, texts: readonly string[]): boolean {
  questions += 1;
  if (questions > mostQuestions) renewContext();
  const result = context.run({ ephemeral: { [kind]: texts } }, timeoutMicros);
  if (result.timeout || result.errorCode !== undefined) throw new Error(`the ${kind} detector gave no answer`);
  if (Object.keys(result.metrics ?? {}).length > 0) throw new Error(`the ${kind} detector did not look at everything`);
  return result.status === 'match';
}
