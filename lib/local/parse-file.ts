import * as z from 'zod';

/**
 * The text of a JSON file, as a schema has it.
 *
 * @param file for the message
 * @throws Error that names the file and what is wrong with it
 */
export function parseFile<Schema extends z.ZodType>(file: string, text: string, schema: Schema): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(parseJson(file, text));
  if (success) return data;
  throw new Error(`${file} is not as it should be:\n${z.prettifyError(error)}`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} holds no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
