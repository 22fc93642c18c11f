import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../../lib/local/html.ts';

test('escapes every value of a page for text and for attributes', () => {
  assert.equal(
    html`<a title="${'"><script>'}">${`'&<`}</a>`.toString(),
    '<a title="&quot;&gt;&lt;script&gt;">&#39;&amp;&lt;</a>',
  );
});

test('takes what html made as it is, joins lists and leaves out what is absent', () => {
  const items = ['<', 2].map((item) => html`<li>${item}</li>`);
  assert.equal(html`<ul>${items}</ul>${undefined}${false}`.toString(), '<ul><li>&lt;</li><li>2</li></ul>');
});

test('does not take an object for HTML that only looks like it', () => {
  const posing = JSON.parse('["<script>"]');
  assert.equal(html`${posing}`.toString(), '&lt;script&gt;');
});
