import { invalid } from './errors.ts';

const LONGEST = 1_011;
const DEEPEST = 15;

/**
 * Checks the name of a parameter that is put ("PutParameter" in the API reference).
 *
 * @throws AwsError `ValidationException`
 */
export const assertParameterName = (name: string): void => {
  if (/^\/?(?:aws|ssm)/i.test(name)) {
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (!/^[\w.\-/]+$/.test(name) || name.length > LONGEST || name.includes('//') || name.endsWith('/')) {
    throw invalid(
      'Parameter name must be of letters, numbers, and the following symbols: .-_/, with no two slashes together and none ' +
        `at its end, and of at most ${LONGEST} characters.`,
    );
  }
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > DEEPEST) {
    throw invalid(`Parameter name: a hierarchy has at most ${DEEPEST} levels.`);
  }
};

/** A parameter as a request names it: by name or ARN, perhaps with a version or label behind a colon. */
export const parseParameterId = (id: string): { readonly name: string; readonly selector: string | undefined } => {
  if (id.startsWith('/aws/')) {
    throw invalid(
      'The local Parameter Store has no parameters of AWS, nor secrets under /aws/reference/secretsmanager/.',
    );
  }
  const resource = /^arn:aws[\w-]*:ssm:[^:]*:[^:]*:parameter(\/.+)$/.exec(id)?.[1];
  const [path = '', selector, ...more] = (resource ?? id).split(':');
  if (path === '' || more.length > 0) throw invalid('Parameter name is not valid.');
  // The ARN of `one` is `parameter/one`, and that of `/two/levels` is `parameter/two/levels`.
  const isOneLevel = resource !== undefined && path.lastIndexOf('/') === 0;
  return { name: isOneLevel ? path.slice(1) : path, selector };
};
