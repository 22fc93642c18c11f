import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What anyone must be able to rely on, on every page: WCAG 2.2 AA, as far as a program can tell. */
export async function checkPage(page: Page): Promise<void> {
  await checkStructure(page);
  await checkNames(page);
  await checkTabOrder(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await checkContrast(page, colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await checkReflow(page);
}

/** 1.3.1, 2.4.2, 3.1.1 */
async function checkStructure(page: Page): Promise<void> {
  for (const role of ['banner', 'main', 'contentinfo'] as const) {
    assert.equal(await page.getByRole(role).count(), 1, `one landmark ${role}`);
  }
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, 'one main heading');
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  assert.ok((await page.title()).includes(heading), 'the title says what the heading says');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
}

/** 4.1.2: everything that can be operated has a name. */
async function checkNames(page: Page): Promise<void> {
  const tree = await page.locator('body').ariaSnapshot();
  assert.doesNotMatch(tree, /- (?:textbox|button|link|radio|navigation|alert)(?! ")/m, `nameless:\n${tree}`);
}

/** 2.4.3, 2.4.7, 2.5.8: the order of the page, each stop visible and large enough. */
async function checkTabOrder(page: Page): Promise<void> {
  const expected = await evaluate<readonly string[]>(
    page,
    `[...document.querySelectorAll('a[href], button, input:not([type=hidden])')]
      .filter((each) => each.type !== 'radio' || each === document.querySelector('input[type=radio]')).map(${described})`,
  );
  const seen: string[] = [];
  for (let stop = 0; stop < expected.length; stop += 1) {
    if (stop > 0) await page.keyboard.press('Tab');
    else await evaluate(page, `document.querySelector('a[href], button, input:not([type=hidden])').focus()`);
    seen.push(await evaluate<string>(page, `(${described})(document.activeElement)`));
    const outline = await evaluate<string>(page, 'getComputedStyle(document.activeElement).outlineStyle');
    assert.notEqual(outline, 'none', `the focus shows on ${seen.at(-1)}`);
    const height = await evaluate<number>(page, 'document.activeElement.getBoundingClientRect().height');
    assert.ok(height >= 24, `${seen.at(-1)} is ${height} px high`);
  }
  assert.deepEqual(seen, expected, 'tabs follow the page');
}

const described = `(each) => each.tagName + ' ' + (each.name || each.textContent.trim())`;

/** 1.4.3: of every text, against what lies behind it. */
async function checkContrast(page: Page, scheme: string): Promise<void> {
  const texts = await evaluate<readonly { readonly what: string; readonly ink: string; readonly paper: string }[]>(
    page,
    `[...document.querySelectorAll('body *')]
      .filter((each) => each.tagName === 'INPUT' ? each.type !== 'hidden' && each.type !== 'radio'
        : [...each.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== ''))
      .map((each) => {
        let behind = each;
        while (behind && /^rgba\\(0, 0, 0, 0\\)$/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
        return { what: (${described})(each), ink: getComputedStyle(each).color,
          paper: behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)' };
      })`,
  );
  assert.ok(texts.length > 2);
  for (const { what, ink, paper } of texts) {
    const ratio = contrast(luminance(ink), luminance(paper));
    assert.ok(ratio >= 4.5, `${what} has a contrast of ${ratio.toFixed(2)} in ${scheme}`);
  }
}

const contrast = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** Relative luminance, as WCAG defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((text) => {
    const channel = Number(text) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1.4.4, 1.4.10: nothing is cut off on 320 px, nor with text of twice the size. */
async function checkReflow(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const size of ['100%', '200%']) {
    await evaluate(page, `document.documentElement.style.setProperty('font-size', '${size}')`);
    const width = await evaluate<number>(page, 'document.documentElement.scrollWidth');
    assert.ok(width <= 320, `${width} px wide on a screen of 320, with text of ${size}`);
  }
  await evaluate(page, `document.documentElement.style.removeProperty('font-size')`);
  if (before !== null) await page.setViewportSize(before);
}

/** Runs in the page, from outside of it: neither its policy nor its lack of scripts is in the way. */
const evaluate = <Result>(page: Page, expression: string): Promise<Result> => page.evaluate<Result>(expression);
