import * as z from 'zod';
import type { Json } from '../json.ts';
import { TemplateError } from './template-error.ts';

const json: z.ZodType<Json> = z.json();
const named = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value).default({});

/** Attributes of a resource beside its properties; the policies say what a deletion does, and nothing is deleted here. */
const resource = z.strictObject({
  Type: z.string(),
  Properties: named(json),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
  DeletionPolicy: z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']).optional(),
  UpdateReplacePolicy: z.enum(['Delete', 'Retain', 'Snapshot']).optional(),
  Metadata: named(json),
});

const parameter = z.looseObject({ Type: z.string(), Default: z.union([z.string(), z.number()]).optional() });

const output = z.strictObject({
  Value: json,
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: json }).optional(),
});

/** A CloudFormation template; sections that change what is deployed and are not read here are refused. */
const template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: named(json),
  Parameters: named(parameter),
  Mappings: named(z.record(z.string(), z.record(z.string(), json))),
  Conditions: named(json),
  Resources: z.record(z.string(), resource),
  Outputs: named(output),
  /** Assertions on parameters; CDK writes one, about its bootstrap stack, which no machine has. */
  Rules: z.strictObject({ CheckBootstrapVersion: json.optional() }).default({}),
});

export type Template = z.infer<typeof template>;
export type TemplateResource = z.infer<typeof resource>;

/** @throws TemplateError naming each section, resource or attribute that is not as CloudFormation defines it */
export function parseTemplate(stackName: string, document: unknown): Template {
  const result = template.safeParse(document);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const place = [stackName, ...(first?.path ?? [])].map(String).join('/');
  throw new TemplateError(place, first?.message ?? 'is not a template');
}
