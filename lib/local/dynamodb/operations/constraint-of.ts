import type * as z from 'zod';

/** Given to a bound of which AWS shows the place as the API spells it, and not the value. */
export const AS_WRITTEN = 'as written';

/** A constraint of the API's model, as AWS words it. */
export const constraintOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
    case 'custom':
      return 'Member must not be null';
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'invalid_format':
      return 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+';
    case 'too_small':
      if (isWrites(issue)) return MAP_VALUES;
      return issue.origin === 'number'
        ? `Member must have value greater than or equal to ${issue.minimum}`
        : `Member must have length greater than or equal to ${issue.minimum}`;
    case 'too_big':
      if (isWrites(issue)) return MAP_VALUES;
      return issue.origin === 'number'
        ? `Member must have value less than or equal to ${issue.maximum}`
        : `Member must have length less than or equal to ${issue.maximum}`;
    default:
      return issue.message;
  }
};

const isWrites = ({ path }: z.core.$ZodIssue): boolean => path.length === 2 && path[0] === 'RequestItems';

const MAP_VALUES =
  'Map value must satisfy constraint: ' +
  '[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]';
