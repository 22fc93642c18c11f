import { refusedStatements, statementKinds } from '../statements/statement-kinds.ts';
import { FirewallRefusal, joinPath, parsePart } from './refusal.ts';
import type { CompileContext, Statement } from './statement.ts';

/** What the statements of one web ACL or rule group have in common. */
export type SharedContext = Omit<CompileContext, 'path' | 'written' | 'nested' | 'isNested'>;

/**
 * Turns the JSON of a statement into a function over requests.
 *
 * @throws FirewallRefusal with the path of whatever is unknown, out of bounds or not built
 */
export function compileStatement(written: unknown, path: string, shared: SharedContext, isNested = false): Statement {
  const { name, properties } = theOneMember(written, path);
  const place = joinPath(path, name);
  const refused = refusedStatements.get(name);
  if (refused !== undefined) throw new FirewallRefusal(place, refused);
  const kind = statementKinds.get(name);
  if (kind === undefined) throw new FirewallRefusal(place, 'is not a known statement');
  const parsed = parsePart(kind.properties, properties, place);
  return kind.compile(parsed, {
    ...shared,
    path: place,
    // A schema of a statement parses nothing but objects.
    written: Object(properties),
    isNested,
    nested: (statement, ...at) => compileStatement(statement, joinPath(place, ...at), shared, true),
  });
}

/** A statement is an object with one member, whose name tells its kind. */
export function theOneMember(written: unknown, path: string): { readonly name: string; readonly properties: unknown } {
  const members = typeof written === 'object' && written !== null ? Object.entries(written) : [];
  const [member, ...others] = members;
  if (member === undefined || others.length > 0) throw new FirewallRefusal(path, 'must be exactly one statement');
  return { name: member[0], properties: member[1] };
}
