/** Where Node shows the line of source that threw: its place, the line, and a caret below it. */
const EXCERPT = /^\S+:\d+\n(?:.*\n){1,3}? *\^+ *\n\n?/gm;
/** Frames, and what Node prints of the error's own members behind the last of them. */
const FRAMES = /(?:^ +at .*\n?)+(?:(?<= \{\n)(?:.*\n)*?\}\n?)?/gm;
const NODE_VERSION = /^Node\.js v\d.*\n?/gm;

/** What a Node program printed when it died of an error, without the places in code: its own words for why it died. */
export const withoutStack = (printed: string): string =>
  [EXCERPT, FRAMES, NODE_VERSION].reduce((text, part) => text.replace(part, ''), `${printed}\n`).trim();
