import { badRequest } from './errors.ts';

/** What is read of a mail that comes as MIME; its body stays as it is. */
export interface RawMail {
  readonly from: string | undefined;
  readonly recipients: readonly string[];
  readonly subject: string | undefined;
  readonly text: string;
}

/** @throws AwsError for what has no headers */
export const readRawMail = (base64: string): RawMail => {
  const source = Buffer.from(base64, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  const end = source.indexOf('\n\n');
  if (end === -1) throw badRequest('The raw message has no headers.');
  const lines = source
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n');
  const header = (name: string) =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
  return {
    from: header('from')[0],
    recipients: [...header('to'), ...header('cc'), ...header('bcc')]
      .flatMap((line) => line.split(','))
      .map((it) => it.trim()),
    subject: header('subject')[0],
    text: source,
  };
};
