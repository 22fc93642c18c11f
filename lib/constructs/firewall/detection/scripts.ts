import { pack } from './pack.ts';

/**
 * Markup and script, written for lower-case text whose entities are decoded. A single `<` is arithmetic or a mood: a tag
 * needs a name that browsers act on, or an attribute that runs something.
 */

const backtick = '`';

const tags = pack(
  [
    'script i?frame(set)? object embed applet meta link style svg math base form isindex body html head',
    'title ima?ge? video audio source input button textarea select marquee details x(ml|ss|mp|hint)?',
    'template i?layer bgsound table t[dhr] div span font animate\\w* set handler [bh]r label menu\\w*',
    '[abipqsu] h\\d [uo]l li var map',
  ].flatMap((line) => line.split(' ')),
  String.raw`<\s*[/\\]?(\w+:)?`,
  String.raw`([^\w.@#]|$|on\w)`,
);
/** Attributes and addresses that run, calls of a browser, templates, scripts without letters, escapes. */
const others = pack([
  String.raw`<[!?%](--|doctype|entity|\[cdata|xml|php|=|import|\s)`,
  String.raw`(^|[\x00-\x20"'${backtick}/;>+<{(,])on[a-z]{3,20}\s*=`,
  String.raw`(j(\s*a\s*v\s*a)?|vb|live|ecma)\s*s\s*c\s*r\s*i\s*p\s*t\s*:(\S|\s*\S+[(=.[${backtick};/+])`,
  String.raw`\bdata\s*:\s*(text/[hjx]|image/svg|application/[xj]|[^\s,]*;\s*base64|,)`,
  String.raw`(style|x)\s*=\s*\S*(expression|behaviou?r|url|@import|-moz-binding)\s*[(:]`,
  String.raw`\bexpression[(\\]|-moz-binding|@import\s*['"\\(u]|behaviou?r\s*:\s*url`,
  String.raw`\b(alert|confirm|prompt|eval|settimeout|setinterval|execscript|atob|msgbox|import|fetch|write(ln)?)(\?\.)?([(${backtick}]|\s+[(${backtick}]['"${backtick}/]|\.(call|apply|bind|source)|/\*)`,
  String.raw`\b(document|window|self|top|parent|frames|this|location|navigator|globalthis)(\s*\.\s*(cookie|domain|write|location|body|url|get\w|create\w|open|name|href|on\w|query\w+|ref\w+|hash)\b|\[['"/${backtick}+(\w])`,
  'fromcharcode',
  String.raw`\b(location|innerhtml|srcdoc|formaction|autofocus|xlink:href)=`,
  String.raw`\bconstructor\s*[([]|\[.?__proto__`,
  String.raw`\bfunction\s*\w*\s*\([^)]*\)\s*\{`,
  String.raw`\{\{.+\}\}|\{%.+%\}|[$#]\{[^}]+\}`,
  String.raw`([[\]()!+{}]\s?){5}\[([[\]()!+{}]\s?){5}`,
  String.raw`\\(x|u\{?0*)[2-7][\da-f]|(\\[0-7]{2,3}){2}`,
  String.raw`=\s*(alert|confirm|prompt|eval)\b`,
  String.raw`&(tab|newline|colon|[lr]par|sol);|\+adw-`,
  String.raw`[\w'")\]]/\*.{0,40}\*/|/\*!\d*\s*\w|['"]\s*\)*\s*/\*`,
  String.raw`["'${backtick}]\s*/?\s*>\s*(<|$)|</\w`,
  String.raw`["${backtick}]\s*;\s*[a-z]\w+(\.\w+)*[(=[${backtick}]`,
  String.raw`\b(href|src|action|background)\s*=\s*["'${backtick}]?\s*(//|https?:|\\|&)`,
]);
export const scriptPatterns: readonly string[] = [...tags, ...others];
