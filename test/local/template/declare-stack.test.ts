import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { type ResourceType, resourceType } from '../../../lib/local/resource-type.ts';
import type { LocalServices } from '../../../lib/local/services.ts';
import { declareStack, parseTemplate, TemplateError } from '../../../lib/local/template/index.ts';

/** A type whose one property may hold anything, and which remembers the order of declaration. */
function thing(order: string[]): ResourceType {
  return resourceType({
    type: 'Test::Thing',
    properties: z.strictObject({ Value: z.json().optional() }),
    enforcement: { kind: 'enforced' },
    declare: ({ logicalId, properties }) => {
      order.push(logicalId);
      if (properties.Value === 'impossible') throw new Error('cannot be honoured');
      return { ref: `ref-${logicalId}`, attributes: { Arn: `arn-${logicalId}`, 'Endpoint.Port': 443 } };
    },
  });
}

const services = {
  environment: { accountId: '123456789012', region: 'eu-central-1', partition: 'aws' },
  secretsManager: {
    secretString: (id: string) => {
      if (id !== 'pepper') throw new Error(`there is no secret ${id}`);
      return JSON.stringify({ value: 'sesame' });
    },
  },
  ssm: {
    parameterValue: (id: string) => {
      if (id !== '/limits' && id !== '/limits:2') throw new Error(`Parameter ${id} not found.`);
      return '5,10';
    },
  },
  // The interpreter asks no other service itself; resource types do.
} as unknown as LocalServices;

function declare(document: JsonObject, exports: ReadonlyMap<string, Json> = new Map()) {
  const order: string[] = [];
  const stack = declareStack({
    stackName: 'Bank',
    template: parseTemplate('Bank', document),
    resourceTypes: new Map([['Test::Thing', thing(order)]]),
    services,
    exports,
  });
  return { stack, order };
}

/** What the intrinsic evaluates to, as the property of a resource beside one called Other. */
function evaluated(value: Json, sections: JsonObject = {}): Json | undefined {
  const { stack } = declare({
    Resources: { Subject: { Type: 'Test::Thing', Properties: { Value: value } }, Other: { Type: 'Test::Thing' } },
    ...sections,
  });
  const { properties } = stack.resources.find(({ logicalId }) => logicalId === 'Subject') ?? {};
  return (properties as { Value?: Json }).Value;
}

describe('the template interpreter', () => {
  it('declares a resource after those that it refers to, whatever the order of the template', () => {
    const { order } = declare({
      Resources: {
        Third: { Type: 'Test::Thing', Properties: { Value: { Ref: 'Second' } } },
        Second: { Type: 'Test::Thing', DependsOn: 'First' },
        First: { Type: 'Test::Thing' },
      },
    });
    assert.deepEqual(order, ['First', 'Second', 'Third']);
  });

  it('reads parameters of the Parameter Store, by dynamic reference and as parameters of the template', () => {
    assert.equal(evaluated('at {{resolve:ssm:/limits}} or {{resolve:ssm:/limits:2}}'), 'at 5,10 or 5,10');
    const from = (type: string) => evaluated({ Ref: 'P' }, { Parameters: { P: { Type: type, Default: '/limits' } } });
    assert.equal(from('AWS::SSM::Parameter::Value<String>'), '5,10');
    assert.deepEqual(from('AWS::SSM::Parameter::Value<List<String>>'), ['5', '10']);
  });

  const sections: JsonObject = {
    Parameters: { Name: { Type: 'String', Default: 'bank' }, List: { Type: 'CommaDelimitedList', Default: 'a,b' } },
    Mappings: { Limits: { small: { rate: 5 } } },
    Conditions: {
      Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'bank'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
      Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    },
  };
  const cases: readonly (readonly [what: string, value: Json, expected: Json | undefined])[] = [
    ['a reference to a resource', { Ref: 'Other' }, 'ref-Other'],
    ['a reference to a parameter', { Ref: 'Name' }, 'bank'],
    ['a list parameter', { Ref: 'List' }, ['a', 'b']],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
    ['an attribute', { 'Fn::GetAtt': ['Other', 'Arn'] }, 'arn-Other'],
    ['a nested attribute', { 'Fn::GetAtt': 'Other.Endpoint.Port' }, 443],
    [
      'Sub of every kind',
      { 'Fn::Sub': '${Other}/${Other.Arn}/${AWS::Partition}/${!Kept}' },
      'ref-Other/arn-Other/aws/${Kept}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${A}-${Name}', { A: { Ref: 'Other' } }] }, 'ref-Other-bank'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3]] }, 'a-bank-3'],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['If that holds', { 'Fn::If': ['Yes', 'then', { Ref: 'NotThere' }] }, 'then'],
    ['If that does not hold', { 'Fn::If': ['No', { Ref: 'NotThere' }, 'else'] }, 'else'],
    ['And', { 'Fn::If': ['Both', 1, 2] }, 2],
    ['Or', { 'Fn::If': ['Either', 1, 2] }, 1],
    ['FindInMap', { 'Fn::FindInMap': ['Limits', 'small', 'rate'] }, 5],
    ['Base64', { 'Fn::Base64': 'bank' }, 'YmFuaw=='],
    ['NoValue as a property', { Ref: 'AWS::NoValue' }, undefined],
    ['NoValue in a list', ['a', { Ref: 'AWS::NoValue' }, 'b'], ['a', 'b']],
    ['NoValue in an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    [
      'a dynamic reference',
      { 'Fn::Join': ['', ['{{resolve:secretsmanager:', 'pepper', ':SecretString:value::}}']] },
      'sesame',
    ],
    ['an object that only looks like an intrinsic', { Ref: 'Other', Beside: 1 }, { Ref: 'Other', Beside: 1 }],
  ];
  for (const [what, value, expected] of cases) {
    it(`resolves ${what}`, () => assert.deepEqual(evaluated(value, sections), expected));
  }

  it('hands the exports of one stack to the next', () => {
    const first = declare({
      Resources: { Other: { Type: 'Test::Thing' } },
      Outputs: { Shared: { Value: { 'Fn::GetAtt': ['Other', 'Arn'] }, Export: { Name: 'shared' } } },
    });
    const { stack } = declare(
      { Resources: { Subject: { Type: 'Test::Thing', Properties: { Value: { 'Fn::ImportValue': 'shared' } } } } },
      first.stack.exports,
    );
    assert.deepEqual(stack.resources[0]?.properties, { Value: 'arn-Other' });
    assert.deepEqual(first.stack.outputs, { Shared: 'arn-Other' });
  });

  it('leaves out a resource and an output whose condition does not hold', () => {
    const { order, stack } = declare({
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Out: { Type: 'Test::Thing', Condition: 'No' }, In: { Type: 'Test::Thing', DependsOn: ['Out'] } },
      Outputs: { Gone: { Condition: 'No', Value: { Ref: 'Out' } } },
    });
    assert.deepEqual(order, ['In']);
    assert.deepEqual(stack.outputs, {});
  });

  it('gives a resource the same suffix at every start, and another in another stack', () => {
    const suffixes: string[] = [];
    const template = parseTemplate('Any', { Resources: { Subject: { Type: 'Test::Thing' } } });
    const type = resourceType({
      type: 'Test::Thing',
      properties: z.strictObject({}),
      enforcement: { kind: 'enforced' },
      declare: ({ uniqueSuffix }) => {
        suffixes.push(uniqueSuffix);
        return { ref: 'x', attributes: {} };
      },
    });
    for (const stackName of ['One', 'One', 'Two']) {
      declareStack({
        stackName,
        template,
        resourceTypes: new Map([['Test::Thing', type]]),
        services,
        exports: new Map(),
      });
    }
    assert.equal(suffixes[0], suffixes[1]);
    assert.notEqual(suffixes[0], suffixes[2]);
    assert.match(suffixes[0] ?? '', /^[0-9a-f]{12}$/);
  });
});

describe('the template interpreter refuses', () => {
  const one = (Properties: JsonObject): JsonObject => ({ Resources: { Subject: { Type: 'Test::Thing', Properties } } });
  const refusals: readonly (readonly [what: string, document: JsonObject, message: RegExp])[] = [
    [
      'every unknown resource type at once',
      { Resources: { A: { Type: 'AWS::Neptune::DBCluster' }, B: { Type: 'AWS::MSK::Cluster' } } },
      /AWS::Neptune::DBCluster \(A\), AWS::MSK::Cluster \(B\)/,
    ],
    ['an unknown property', one({ Vlaue: 1 }), /Bank\/Resources\/Subject: .*Vlaue of Test::Thing/],
    [
      'an unknown intrinsic, with its path',
      one({ Value: { a: { 'Fn::Transform': {} } } }),
      /Subject\/Properties\/Value\/a: .*Fn::Transform/,
    ],
    ['a reference to nothing', one({ Value: { Ref: 'Nobody' } }), /no parameter or resource Nobody/],
    ['an attribute that is not known', one({ Value: { 'Fn::GetAtt': ['Subject2', 'Arn'] } }), /Subject2/],
    [
      'an attribute that a resource does not have',
      {
        Resources: {
          Subject: { Type: 'Test::Thing', Properties: { Value: { 'Fn::GetAtt': ['Other', 'Nothing'] } } },
          Other: { Type: 'Test::Thing', Properties: {} },
        },
      },
      /no attribute Nothing of Other/,
    ],
    ['a resource that refers to itself', one({ Value: { Ref: 'Subject' } }), /refers to itself/],
    [
      'what the service refuses, with the place in front',
      one({ Value: 'impossible' }),
      /^TemplateError: Bank\/Resources\/Subject: cannot be honoured/,
    ],
    ['an index that Select does not have', one({ Value: { 'Fn::Select': [2, ['a', 'b']] } }), /not one of 0 to 1/],
    ['an import that nobody exports', one({ Value: { 'Fn::ImportValue': 'nothing' } }), /no stack exports nothing/],
    ['a dynamic reference to another store', one({ Value: '{{resolve:ssm-secure:/name}}' }), /resolve:ssm-secure/],
    [
      'a parameter of the store that does not exist',
      one({ Value: '{{resolve:ssm:/nope}}' }),
      /Parameter \/nope not found/,
    ],
    ['a secret that does not exist', one({ Value: '{{resolve:secretsmanager:nope}}' }), /there is no secret nope/],
    [
      'a key the secret does not have',
      one({ Value: '{{resolve:secretsmanager:pepper:SecretString:constructor}}' }),
      /constructor/,
    ],
    ['an unknown section', { Resources: {}, Transform: 'AWS::Serverless-2016-10-31' }, /Transform/],
    ['a rule of its own', { Resources: {}, Rules: { Mine: {} } }, /Mine/],
    [
      'an unknown attribute of a resource',
      { Resources: { A: { Type: 'Test::Thing', UpdatePolicy: {} } } },
      /UpdatePolicy/,
    ],
    [
      'an unknown condition function',
      { ...one({ Value: { 'Fn::If': ['C', 1, 2] } }), Conditions: { C: { 'Fn::Exotic': [] } } },
      /Fn::Exotic/,
    ],
    [
      'a parameter without default',
      { ...one({ Value: { Ref: 'P' } }), Parameters: { P: { Type: 'String' } } },
      /has no default/,
    ],
    [
      'a parameter from SSM that does not exist',
      {
        ...one({ Value: { Ref: 'P' } }),
        Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } },
      },
      /Parameter \/x not found/,
    ],
    [
      'a parameter from SSM of a type that is checked on AWS only',
      {
        ...one({ Value: { Ref: 'P' } }),
        Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/limits' } },
      },
      /not known/,
    ],
  ];
  for (const [what, document, message] of refusals) {
    it(what, () =>
      assert.throws(
        () => declare(document),
        (error) => error instanceof TemplateError && message.test(String(error)),
      ),
    );
  }
});
