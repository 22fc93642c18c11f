import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { synthesiseForTests } from '../http/assembly.ts';
import { controlsPage } from './controls-page.ts';
import type { MutableTemplate } from './mutation.ts';
import { layers } from './mutations.ts';

const root = join(import.meta.dirname, '..', '..');
const all = layers.flatMap(({ mutations }) => mutations);

describe('every mutation', () => {
  it('of a source finds its place exactly once, and leaves code that can be read', () => {
    const faults = all.flatMap(({ control, how }) => {
      if (how.kind !== 'source') return [];
      const text = readFileSync(join(root, how.file), 'utf8');
      const places = text.split(how.find).length - 1;
      if (places !== 1) return [`${control}: ${places} places in ${how.file}`];
      assert.doesNotThrow(() => stripTypeScriptTypes(text.replace(how.find, () => how.replace)), control);
      return how.find === how.replace ? [`${control}: changes nothing`] : [];
    });
    assert.deepEqual(faults, []);
  });

  it('of a template finds its place in what the bank synthesises', async () => {
    const folder = await synthesiseForTests();
    const texts = globSync('*.template.json', { cwd: folder }).map((name) => readFileSync(join(folder, name), 'utf8'));
    // Written by the CDK; a mutation reaches only for what it names.
    const read = () => texts.map((text) => JSON.parse(text) as MutableTemplate);
    const faults = all.filter(({ how }) => how.kind === 'template' && how.change(read()) === 0);
    assert.deepEqual(
      faults.map(({ control }) => control),
      [],
    );
  });

  it('names test files that exist', () => {
    const files = [...new Set(all.flatMap(({ seenBy }) => seenBy))];
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });

  it('is told apart by its control within its layer', () => {
    for (const { name, mutations } of layers) {
      const controls = mutations.map(({ control }) => control);
      const twice = controls.filter((control, index) => controls.indexOf(control) !== index);
      assert.deepEqual(twice, [], name);
    }
  });
});

describe('docs/controls.md', () => {
  it('is what the rows say (npm run mutation:security -- --page writes it)', () => {
    assert.equal(readFileSync(join(root, 'docs', 'controls.md'), 'utf8'), controlsPage(layers));
  });
});
