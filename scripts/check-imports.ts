/**
 * Holds every import against the table of rooms, and looks for cycles: `npm run check:imports`.
 * Fails when it saw no files: a check that reads nothing proves nothing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import { type Room, roomOf, rooms } from './rooms.ts';

const root = join(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const imports = files.flatMap((file) => importsOf(root, file));

const faults = [...files.flatMap(withoutRoom), ...imports.flatMap(forbidden), ...cycles(imports)];
for (const room of rooms.filter(({ folder }) => folder.startsWith('lib/'))) {
  if (!files.some((file) => roomOf(file) === room)) faults.push(`${room.folder}: no file was seen`);
}
if (imports.length === 0) faults.push('no import was seen');
for (const fault of faults) console.error(fault);
console.log(`${files.length} files, ${imports.length} imports, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

function withoutRoom(file: string): readonly string[] {
  return roomOf(file) === undefined ? [`${file}: stands in no room of scripts/rooms.ts`] : [];
}

function forbidden({ from, to }: Import): readonly string[] {
  const room = roomOf(from);
  if (room === undefined) return [];
  if (to.kind === 'package') {
    return mayUse(room, to.name) ? [] : [`${from}: ${room.folder} may not use the package ${to.name}`];
  }
  const other = roomOf(to.path);
  if (!existsSync(join(root, to.path))) return [`${from}: there is no ${to.path}`];
  if (other === room || room.mayEnter.includes('*')) return ownIndex(from, to.path, room);
  if (room.exceptions?.some(({ file }) => file.test(to.path))) return [];
  if (other === undefined || !room.mayEnter.includes(other.folder))
    return [`${from}: ${room.folder} may not import ${to.path}`];
  return to.path === `${other.folder}/index.ts`
    ? []
    : [`${from}: enter ${other.folder} by its index.ts, not ${to.path}`];
}

/** Inside a room one imports the sibling, never the room's own index. */
function ownIndex(from: string, path: string, room: Room): readonly string[] {
  return path === `${room.folder}/index.ts` && roomOf(from) === room
    ? [`${from}: imports the index of its own room`]
    : [];
}

function mayUse({ packages }: Room, name: string): boolean {
  return packages.some(
    (allowed) =>
      allowed === '*' || allowed === name || (allowed.endsWith('/*') && name.startsWith(allowed.slice(0, -1))),
  );
}

/** Type-only imports count: a cycle of types is a cycle of ideas. */
function cycles(all: readonly Import[]): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of all) {
    if (to.kind === 'file') targets.set(from, [...(targets.get(from) ?? []), to.path]);
  }
  const done = new Set<string>();
  const found = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) found.add(`cycle: ${[...trail.slice(start), file].join(' → ')}`);
    if (start >= 0 || done.has(file)) return;
    for (const next of targets.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return [...found];
}
