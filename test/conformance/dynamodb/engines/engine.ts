import type { TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../../lib/local/json.ts';

/** What an engine answers: its output, or its refusal with the members beside code and message. */
export type Answer =
  | { readonly ok: true; readonly output: JsonObject }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly fields: JsonObject };

/** One of those that are held against each other. */
export interface Engine {
  readonly name: string;
  createTable(definition: TableDefinition): Promise<void>;
  call(operation: string, input: JsonObject): Promise<Answer>;
  /** What the stream of a table told so far; an engine without it has no streams. */
  recordsOf?(table: string): Promise<Answer>;
  close(): Promise<void>;
}

/** The answer that an error body makes; what stands before `#` in a code says only which part of AWS speaks. */
export const refusalOf = (body: JsonObject): Answer => {
  const { __type: code, message, Message: capital, ...fields } = body;
  const text = message ?? capital ?? '';
  return { ok: false, code: String(code).replace(/^.*#/, ''), message: String(text), fields };
};
