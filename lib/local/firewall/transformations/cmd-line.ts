import { type ByteString, lowerCaseAscii } from '../engine/byte-string.ts';

/** Undoes what a shell would ignore: quotes and escapes go, separators become one space, letters lower case. */
export const cmdLine = (text: ByteString): ByteString =>
  lowerCaseAscii(
    text
      .replace(/[\\"'^]+/g, '')
      .replace(/[ ,;\t\r\n]+/g, ' ')
      .replace(/ (?=[/(])/g, ''),
  );

/** The same for a POSIX shell, where `^` is a letter like others; trimmed. */
export const cmdLineUnix = (text: ByteString): ByteString =>
  lowerCaseAscii(
    text
      .replace(/[\\"']+/g, '')
      .replace(/[ ,;\t\r\n]+/g, ' ')
      .replace(/ (?=[/(])/g, ''),
  ).replace(/^ | $/g, '');

/** The same for a Windows shell, where `\` separates folders; runs of it count once. */
export const cmdLineWin = (text: ByteString): ByteString =>
  lowerCaseAscii(
    text
      .replace(/["'^]+/g, '')
      .replace(/\\+/g, '\\')
      .replace(/[ ,;\t\r\n]+/g, ' ')
      .replace(/ (?=[/(])/g, ''),
  );
