import type { ByteString } from '../engine/byte-string.ts';
import type { Texts } from '../engine/texts.ts';
import { chunksOf } from './chunks.ts';
import { runDetector } from './libinjection.ts';
import { isPlainProse } from './plain-prose.ts';

/** Whether libinjection takes one of the values for SQL that breaks out of a query. */
export const looksLikeSqlInjection = (texts: Texts): boolean => texts.ask(sqlInjection);

/** Whether libinjection takes one of the values for markup that runs a script. */
export const looksLikeScriptInjection = (texts: Texts): boolean => texts.ask(scriptInjection);

const sqlInjection = ({ all }: Texts) => detect('sqli', all, (value) => !isPlainProse(value));

const scriptInjection = ({ all }: Texts) => detect('xss', all, (value) => /[<=]/.test(value));

/** libddwaf looks at 256 strings of a list and passes over the rest. */
const longestList = 256;

/** Values that cannot be an attack are never handed over: that is most of them, and saves most of the time. */
function detect(
  kind: 'sqli' | 'xss',
  values: readonly ByteString[],
  isSuspect: (value: ByteString) => boolean,
): boolean {
  const chunks = values.filter(isSuspect).flatMap((value) => chunksOf(spaceForNonBreaking(value)));
  for (let from = 0; from < chunks.length; from += longestList) {
    if (runDetector(kind, chunks.slice(from, from + longestList))) return true;
  }
  return false;
}

/**
 * The detector gets UTF-8, in which the single byte 160, white space to MySQL, would be two others. In text that is
 * UTF-8 already the byte follows a lead byte and is none.
 */
const spaceForNonBreaking = (value: ByteString): ByteString => value.replace(/(?<![\x80-\xff])\xa0/g, ' ');
