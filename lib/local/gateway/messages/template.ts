import { DeclarationError } from '../declaration-error.ts';
import type { Exchange } from '../exchange.ts';
import type { Template } from '../rest-api.ts';
import { readVariable, variableReader } from './variables.ts';

interface RenderOptions {
  /** What stands for a variable without a value. */
  readonly missing: string;
  /** Makes a value fit the text around it. */
  readonly encode: (value: string) => string;
}

/** A name ends before a hyphen or dot that no word follows, so `$context.requestId.` ends in a full stop. */
const reference = /\$([A-Za-z_]\w*(?:(?:[.-]|:(?=\w))\w+)*)/g;

/**
 * Reads a template as the gateway does, which is by substitution only and not as VTL.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 * @throws DeclarationError naming a variable that this gateway does not have, or a VTL directive
 */
export function parseTemplate(text: string, what: string): Template {
  const directive = /#(?:set|if|foreach|macro|parse|include|evaluate|define)\b/.exec(text)?.[0];
  if (directive) throw new DeclarationError(`${what}: '${directive}' is VTL, and templates here are substitution only`);
  const template: Template[number][] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const name = match[1] ?? '';
    template.push(text.slice(end, match.index), ...variableTemplate(name, what));
    end = match.index + match[0].length;
  }
  return [...template, text.slice(end)];
}

/** A template that is one variable, written without `$`: `context.authorizer.challenge`. */
export function variableTemplate(name: string, what: string): Template {
  if (variableReader(name) === undefined) throw new DeclarationError(`${what}: there is no variable '$${name}'`);
  return [{ variable: name }];
}

export const variableNames = (template: Template): readonly string[] =>
  template.flatMap((part) => (typeof part === 'string' ? [] : [part.variable]));

export const renderTemplate = (template: Template, exchange: Exchange, { missing, encode }: RenderOptions): string =>
  template
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = readVariable(part.variable, exchange);
      if (value === undefined) return missing;
      // The one variable that brings its own quotation marks.
      return part.variable === 'context.error.messageString' ? value : encode(value);
    })
    .join('');

/** Fit for the inside of a JSON string, and of a line: no quotation mark, backslash or control character is left bare. */
export const escapeForJson = (value: string): string => JSON.stringify(value).slice(1, -1);
