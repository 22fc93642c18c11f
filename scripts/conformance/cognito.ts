/**
 * `npm run conformance:cognito`: real clients, and a browser where there is one, judge the local user pool over HTTPS.
 * Prints what each of them saw, and how often; fails when one was disappointed.
 */
import type { Case, Judge } from '../../test/conformance/cognito/case.ts';
import { browserJudge } from '../../test/conformance/cognito/judges/browser.ts';
import { judges } from '../../test/conformance/cognito/judges/judges.ts';
import { loginPasskeyJudge } from '../../test/conformance/cognito/judges/login-passkeys.ts';
import { passkeyJudge } from '../../test/conformance/cognito/judges/passkeys.ts';
import { type Standing, standUp } from '../../test/conformance/cognito/stand-up.ts';
import { findBrowser, openBrowser } from '../login/open-browser.ts';

interface Count {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

async function judge({ name, cases }: Judge, standing: Standing): Promise<Count> {
  console.log(name);
  let failed = 0;
  for (const each of cases) failed += (await passes(each, standing)) ? 0 : 1;
  return { name, passed: cases.length - failed, failed };
}

async function passes({ title, run }: Case, standing: Standing): Promise<boolean> {
  const begun = performance.now();
  try {
    await run(standing);
    console.log(`  ✓ ${title} (${Math.round(performance.now() - begun)} ms)`);
    return true;
  } catch (error) {
    console.log(`  ✗ ${title}\n${error instanceof Error ? error.stack : error}`);
    return false;
  }
}

const standing = await standUp();
const counts: Count[] = [];
try {
  for (const each of judges) counts.push(await judge(each, standing));
  const executable = findBrowser();
  if (executable === undefined) {
    console.log('Chromium\n  SKIPPED: no Chromium in PATH; name one in PORTCULLIS_BROWSER');
  } else {
    const browser = await openBrowser(executable, standing);
    try {
      for (const each of [browserJudge(browser), passkeyJudge(browser), loginPasskeyJudge(browser)])
        counts.push(await judge(each, standing));
    } finally {
      await browser.close();
    }
  }
} finally {
  await standing.close();
}
console.log();
for (const { name, passed, failed } of counts) console.log(`${name.padEnd(28)} ${passed} passed, ${failed} failed`);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(
  `${'together'.padEnd(28)} ${counts.reduce((sum, count) => sum + count.passed, 0)} passed, ${failed} failed`,
);
process.exitCode = failed > 0 ? 1 : 0;
