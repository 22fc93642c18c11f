import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { UserPoolKeys } from '../../../lib/local/cognito/index.ts';
import type { InspectedRequest, Verdict } from '../../../lib/local/firewall/index.ts';
import { createGateway, type GatewayService, type ReceivedRequest } from '../../../lib/local/gateway/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../lib/local/json.ts';
import type { Invocation, InvocationResult } from '../../../lib/local/lambda/index.ts';
import { apiGatewayResourceTypes } from '../../../lib/local/resources/api-gateway/index.ts';
import type { LocalServices } from '../../../lib/local/services.ts';
import { declareStack, parseTemplate } from '../../../lib/local/template/index.ts';
import { testEnvironment } from '../support/environment.ts';

/** 22 November 2026, 04:11:24 UTC: a Sunday. */
export const startMillis = Date.UTC(2026, 10, 22, 4, 11, 24);

export type TestFunction = (payload: JsonObject, invocation: Invocation) => Json | Promise<Json> | Failure;
export interface Failure {
  readonly failure: InvocationResult;
}

export interface TestOptions {
  /** By name; `main` answers 200 where none is given. */
  readonly functions?: Readonly<Record<string, TestFunction>>;
  /** Properties of `AWS::ApiGateway::Method` by `GET /accounts/{id}`; `Integration` and the ids are filled in. */
  readonly methods?: Readonly<Record<string, JsonObject>>;
  /** Further resources; `api`, `stage` and `deployment` can be referred to. */
  readonly resources?: Readonly<Record<string, JsonObject>>;
  readonly api?: JsonObject;
  readonly stage?: JsonObject;
  readonly userPools?: Readonly<Record<string, UserPoolKeys>>;
  readonly firewall?: (request: InspectedRequest) => Verdict;
  /** Whether API Gateway may invoke a function. @default always */
  readonly mayInvoke?: (request: { readonly functionArn: string; readonly sourceArn: string }) => boolean;
  readonly stateFolder?: string;
  /** Text of file assets, by key. */
  readonly assets?: Readonly<Record<string, string>>;
}

export interface TestAnswer {
  readonly status: number;
  /** By name in lower case; several values joined by `, `. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

export interface CallOptions extends Pick<ReceivedRequest, 'serverName' | 'clientCertificate'> {
  /** The domain whose listener it comes in at. @default the API's own */
  readonly at?: string;
  /** @default localhost:8443 */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly body?: string | Buffer;
  readonly clientIp?: string;
}

export interface TestGateway {
  readonly gateway: GatewayService;
  readonly apiId: string;
  readonly stateFolder: string;
  readonly defects: readonly unknown[];
  /** What the functions were called with, in order. */
  readonly invocations: readonly { readonly name: string; readonly payload: JsonObject }[];
  /** What the last function was called with. */
  lastEvent(): JsonObject;
  call(method: string, target: string, options?: CallOptions): Promise<TestAnswer>;
  /** Moves the clock. */
  wait(milliseconds: number): void;
}

export const functionArn = (name: string): string => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

export const invocationUri = (name: string): string =>
  `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

const ref = (name: string): JsonObject => ({ Ref: name });

/** A gateway that serves one API, declared through a template as any other. */
export function startGateway(options: TestOptions = {}): TestGateway {
  const stateFolder = options.stateFolder ?? temporaryFolder();
  let nowMillis = startMillis;
  const invocations: { name: string; payload: JsonObject }[] = [];
  const defects: unknown[] = [];
  const functions: Readonly<Record<string, TestFunction>> = {
    main: () => ({ statusCode: 200, body: 'ok' }),
    ...options.functions,
  };
  const environment = testEnvironment(stateFolder, () => nowMillis);
  const gateway = createGateway({
    environment,
    logFolder: join(stateFolder, 'logs'),
    reportDefect: (error) => defects.push(error),
    readAsset: (key) => {
      const text = options.assets?.[key];
      if (text === undefined) throw new Error(`there is no asset ${key}`);
      return text;
    },
    lambda: {
      async invoke(invocation) {
        const name = invocation.functionArn.split(':').at(-1) ?? '';
        // Events are objects: the gateway makes no others.
        const payload = structuredClone(invocation.payload) as JsonObject;
        invocations.push({ name, payload });
        const result = await functions[name]?.(payload, invocation);
        if (result === undefined) return { kind: 'crashed', reason: 'there is no such function' };
        // A result is JSON unless it says that it is a failure.
        if (typeof result === 'object' && result !== null && 'failure' in result) return (result as Failure).failure;
        return { kind: 'returned', payload: result as Json };
      },
      mayInvoke: (request) =>
        request.principal === 'apigateway.amazonaws.com' && (options.mayInvoke?.(request) ?? true),
    },
    cognito: {
      keysOf(arn) {
        const keys = options.userPools?.[arn];
        if (keys === undefined) throw new Error(`there is no user pool ${arn}`);
        return keys;
      },
    },
    firewall: {
      webAclFor: (arn) =>
        options.firewall && /^arn:aws:apigateway:eu-central-1::\/restapis\/\w+\/stages\/live$/.test(arn)
          ? { arn: 'arn:aws:wafv2:web-acl', evaluate: options.firewall }
          : undefined,
    },
  });
  after(() => gateway.close());

  declareStack({
    stackName: 'Test',
    template: parseTemplate('Test', templateOf(options)),
    resourceTypes: new Map(apiGatewayResourceTypes.map((type) => [type.type, type])),
    // The resource types of API Gateway ask no other service.
    services: { environment, gateway } as unknown as LocalServices,
    exports: new Map(),
  });
  const [apiId = ''] = gateway.apis.keys();

  return {
    gateway,
    apiId,
    stateFolder,
    defects,
    invocations,
    wait: (milliseconds) => {
      nowMillis += milliseconds;
    },
    lastEvent: () => invocations.at(-1)?.payload ?? {},
    async call(method, target, { headers = [], body = '', clientIp = '192.0.2.7', ...options } = {}) {
      const [path = '', ...query] = target.split('?');
      const { at, host = 'localhost:8443', serverName, clientCertificate } = options;
      const request = {
        method,
        path,
        query: query.join('?'),
        headers: [['Host', host] as const, ...(Array.isArray(headers) ? headers : Object.entries(headers))],
        body: Buffer.from(body),
        clientIp,
        port: 8443,
        protocol: 'HTTP/1.1',
        tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
        serverName,
        clientCertificate,
      };
      const answer = await (at === undefined ? gateway.respond(apiId, request) : gateway.respondAt(at, request));
      return {
        status: answer.status,
        headers: new Map(
          [...Map.groupBy(answer.headers, ([name]) => name.toLowerCase())].map(([name, pairs]) => [
            name,
            pairs.map(([, value]) => value).join(', '),
          ]),
        ),
        text: answer.body.toString(),
      };
    },
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-gateway-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The template of an API with these methods. */
function templateOf(options: TestOptions): JsonObject {
  const methods = Object.entries(options.methods ?? { 'GET /': {} });
  const paths = new Set(methods.flatMap(([name]) => ancestorsOf(name.split(' ')[1] ?? '/')));
  const methodIds = methods.map(([name]) => `Method${name}`);
  return {
    Resources: {
      api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'test-api', ...options.api } },
      ...Object.fromEntries(
        [...paths].map((path) => [
          `Resource${path}`,
          {
            Type: 'AWS::ApiGateway::Resource',
            Properties: {
              RestApiId: ref('api'),
              ParentId: resourceRef(path.slice(0, path.lastIndexOf('/'))),
              PathPart: path.slice(path.lastIndexOf('/') + 1),
            },
          },
        ]),
      ),
      ...Object.fromEntries(
        methods.map(([name, properties]) => [
          `Method${name}`,
          {
            Type: 'AWS::ApiGateway::Method',
            Properties: {
              RestApiId: ref('api'),
              ResourceId: resourceRef(name.split(' ')[1]?.replace(/\/$/, '') ?? ''),
              HttpMethod: name.split(' ')[0],
              AuthorizationType: 'NONE',
              Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('main') },
              ...properties,
            },
          },
        ]),
      ),
      deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: methodIds,
        Properties: { RestApiId: ref('api') },
      },
      stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          RestApiId: ref('api'),
          DeploymentId: ref('deployment'),
          StageName: 'live',
          ...options.stage,
        },
      },
      ...options.resources,
    },
  };
}

const ancestorsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .filter((part) => part !== '')
    .map((_part, index, parts) => `/${parts.slice(0, index + 1).join('/')}`);

const resourceRef = (path: string): JsonObject =>
  path === '' ? { 'Fn::GetAtt': ['api', 'RootResourceId'] } : ref(`Resource${path}`);

export const ofType = (type: string, properties: JsonObject): JsonObject => ({
  Type: `AWS::ApiGateway::${type}`,
  Properties: properties,
});

/** The member of an event, which is an object. */
export const memberOf = (event: JsonObject, name: string): JsonObject => {
  const member = event[name];
  if (!isJsonObject(member)) throw new Error(`'${name}' is no object`);
  return member;
};
