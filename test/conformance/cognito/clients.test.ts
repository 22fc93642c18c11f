import { after, before, suite, test } from 'node:test';
import { judges } from './judges/judges.ts';
import { type Standing, standUp } from './stand-up.ts';

/** Real clients against a user pool over HTTPS. `scripts/conformance/cognito.ts` adds a browser, and counts. */
suite('real clients take the local user pool for Cognito', () => {
  let standing: Standing;
  before(async () => {
    standing = await standUp();
  });
  after(() => standing.close());
  for (const { name, cases } of judges) {
    for (const { title, run } of cases) test(`${name}: ${title}`, () => run(standing));
  }
});
