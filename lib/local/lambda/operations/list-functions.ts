import { AwsError, type AwsRestOperation } from '../../aws-service.ts';
import type { LambdaRoom } from './lambda-room.ts';
import { toConfiguration } from './to-configuration.ts';

const MAX_PAGE = 50;

/** AWS Lambda API Reference, ListFunctions. The marker is the name of the last function of the page before. */
export const listFunctions = ({ functions }: LambdaRoom): AwsRestOperation => ({
  name: 'ListFunctions',
  route: 'GET /2015-03-31/functions',
  rights: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  run({ query }) {
    for (const name of query.keys()) {
      if (name !== 'MaxItems' && name !== 'Marker') {
        throw new AwsError('InvalidParameterValueException', `The local runtime does not do ${name} of ListFunctions`);
      }
    }
    const limit = Math.min(Number(query.get('MaxItems') ?? MAX_PAGE), MAX_PAGE);
    if (!(Number.isInteger(limit) && limit >= 1)) {
      throw new AwsError('InvalidParameterValueException', 'MaxItems must be a whole number from 1');
    }
    const after = query.get('Marker') ?? '';
    const units = [...functions.values()]
      .filter(({ declaration }) => declaration.name > after)
      .sort((one, two) => (one.declaration.name < two.declaration.name ? -1 : 1));
    const page = units.slice(0, limit);
    const NextMarker = units.length > limit ? page.at(-1)?.declaration.name : undefined;
    return { status: 200, body: { Functions: page.map(toConfiguration), ...(NextMarker && { NextMarker }) } };
  },
});
