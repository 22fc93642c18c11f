import { inRoom, type Layer } from '../mutation.ts';

const inConstruct = inRoom('constructs');

export const limitsAndRights: Layer = {
  name: 'limits and rights',
  mutations: [
    inConstruct(
      'who may touch some attributes is answered no others',
      'kept-table.ts',
      "      StringEqualsIfExists: { 'dynamodb:ReturnValues': [...answered[action], ...more] },\n",
      '',
      'touched-attributes',
    ),
    inConstruct(
      'who writes an item does not read the one before',
      'kept-table.ts',
      "'dynamodb:PutItem': ['NONE']",
      "'dynamodb:PutItem': ['NONE', 'ALL_OLD']",
      'touched-attributes',
    ),
  ],
};
