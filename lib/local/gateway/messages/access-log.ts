import { DeclarationError } from '../declaration-error.ts';
import type { Exchange } from '../exchange.ts';
import type { Template } from '../rest-api.ts';
import { escapeForJson, parseTemplate, renderTemplate, variableNames } from './template.ts';

/** Variables whose value is, or may hold, a credential. */
const secret = (name: string): boolean => name === 'context.identity.apiKey' || name.startsWith('method.request.');

/**
 * The format of a stage's access log.
 * @throws DeclarationError when it would write a credential
 */
export function parseAccessLogFormat(format: string, what: string): Template {
  const template = parseTemplate(format.trim(), what);
  const leak = variableNames(template).find(secret);
  if (leak !== undefined) throw new DeclarationError(`${what}: '$${leak}' would write a credential to the access log`);
  if (!variableNames(template).some((name) => /^context\.(?:extendedR|r)equestId$/.test(name))) {
    throw new DeclarationError(
      `${what}: AWS refuses a format without $context.requestId or $context.extendedRequestId`,
    );
  }
  return template;
}

/** One line; nothing that a caller sent can end it, or a string in it. */
export const toAccessLogLine = (template: Template, exchange: Exchange): string =>
  `${renderTemplate(template, exchange, { missing: '-', encode: escapeForJson }).replace(/[\r\n]+/g, ' ')}\n`;
