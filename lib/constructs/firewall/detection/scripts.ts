import { pack } from './pack.ts';

/**
 * Markup and script, written for lower-case text whose entities are decoded. A single `<` is arithmetic or a mood: a tag
 * needs a name that browsers act on, or an attribute that runs something.
 */

const tags = pack(
  [
    'script|iframe|i?frameset?|object|embed|applet|meta|link|style|svg|math|base|form|isindex|body|html|head|title',
    'img|image|video|audio|source|track|input|button|textarea|select|option|keygen|marquee|details|dialog|template',
    'x(?:ml|ss|hint|mp)|i?layer|bgsound|blink|table|t[dhr]|div|span|font|center|listing|plaintext|noscript|noembed|xlink|vmlframe|animate\\w*|set|foreignobject|handler|canvas|param|event-source|bdo|br|hr|label|fieldset|portal|custom\\w*|menu\\w*|frame|a|b|i|p|h[1-6]|q|u|ul|li|ol|pre|em|strong|s|var|map|area|!doctype|!entity|!attlist|!element|!\\[cdata|!--|\\?xml|\\?php|\\?=|\\?import|%[=@]?',
  ],
  String.raw`<\s*[/\\]?(?:\w+:)?`,
  String.raw`(?:[\s/>"'+=:;,\\\x60(<%&\x00-\x1f\x80-\xff-]|$|on\w+=)`,
);

const handlers = pack([
  String.raw`<[^>]{0,300}[\s/"'\x60;\x00-\x20]on[a-z]{3,30}\s*=`,
  String.raw`(?:^|[\s"'\x60/;>+<])on[a-z]{3,30}\s*=`,
]);

const schemes = pack([
  String.raw`(?:j\s*a\s*v\s*a|v\s*b|l\s*i\s*v\s*e|j|ecma)\s*s\s*c\s*r\s*i\s*p\s*t\s*:\s*(?:\S\S*[(=.\[\x60;/+]|[^\s\w])`,
  String.raw`\bjavascript\s*:\S`,
  String.raw`\bdata\s*:\s*(?:text/(?:html|javascript|xml|x-\w+|plain;)|image/svg|application/(?:x-|xml|xhtml|javascript)|[\w/+.-]*;\s*base64|,)`,
  String.raw`\b(?:mhtml|feed|mocha|jar|view-source)\s*:\s*(?:\w+:|/)`,
  String.raw`(?:style|x)\s*=\s*\S{0,40}(?:expression|behaviou?r|url|@import|-moz-binding|x\s*:)\s*[(:]`,
  String.raw`\be\s*x\s*p\s*r\s*e\s*s\s*s\s*i\s*o\s*n\s*[(\\]|-moz-binding\s*:|@import\s*['"\\(u]|behaviou?r\s*:\s*url`,
]);

const calls = [
  ...pack([
    String.raw`\b(?:alert|confirm|prompt|eval|settimeout|setinterval|execscript|atob|msgbox|import|fetch|\$\.get\w*|write(?:ln)?)\s*(?:\?\.)?\s*(?:\(|\x60|\.(?:call|apply|bind|source)|/\*)`,
    String.raw`\b(?:document|window|self|top|parent|frames|this|location|navigator|globalthis)\s*(?:\.\s*(?:cookie|domain|write\w*|location|body|url|get\w+|create\w+|open|name|href|assign|replace|parent|frames|onerror|vulnerable|referrer|default\w+|query\w+|user\w+|head|document|window|eval|alert|constructor|hash)\b|\s*\[\s*['"/\x60+(\d\w])`,
  ]),
  ...pack([
    String.raw`\bstring\s*\.\s*from\s*char\s*code|\bfrom\s*char\s*code\s*\(`,
    String.raw`\b(?:location|innerhtml|outerhtml|srcdoc|formaction|xlink:href|autofocus)\s*=\s*\S`,
    String.raw`\.(?:constructor\s*[(\[\x60]|(?:__proto__|innerhtml|fromcharcode)\b)`,
    String.raw`\bfunction\s*\w*\s*\([^)]*\)\s*\{`,
    String.raw`\bconstructor\s*[(\[]`,
    String.raw`\bthrow\s*[/'"\[\w]*\s*(?:onerror|1|\d)`,
    String.raw`\bonerror\s*=\s*(?:eval|alert|prompt|confirm)`,
    String.raw`\{\{[^}]{1,200}\}\}|\{%.{1,100}%\}|\$\{[^}]{1,100}\}|#\{[^}]{1,100}\}`,
  ]),
];

/** Scripts without letters, markup in other spellings, and what closes an attribute to open a tag. */
const disguises = pack([
  String.raw`(?:[\[\]()!+{}]\s?){6,}\[(?:[\[\]()!+{}]\s?){6,}|(?:[_=;:.,"'!/|-]{0,8}[$~+()\[\]{}\\]){12,}`,
  String.raw`\\(?:x|u00|u\{0*)(?:3c|3e|22|27)|\\xbc\w|\\0*(?:74|76)(?:script|img|svg)|\+adw-|\xef\xbc\x9c\w|\xca\xba|\xbcscript`,
  String.raw`(?:\\u00[0-9a-f]{2}|\\x[0-9a-f]{2}|\\[0-7]{2,3}){2,}|\w\\u\{?00[4-7][0-9a-f]`,
  String.raw`[=(,]\s*(?:alert|confirm|prompt|eval)\s*[),;]|=\s*(?:alert|confirm|prompt|eval)\b`,
  String.raw`&(?:tab|newline|colon|lpar|rpar|bsol|sol|nbsp|excl);?\w|&#x?[0-9a-f]{2,7}&#`,
  // A comment in the middle of a word, and one that only MySQL reads.
  String.raw`[\w'")\]]/\*.{0,40}?\*/|/\*!\d*\s*\w|['"]\s*\)*\s*/\*`,
  String.raw`["'\x60]\s*/?\s*>\s*(?:<|$)|["'\x60)]\s*;\s*[a-z]\w{2,}(?:\.\w+)*\s*[(\[=\x60]|["'\x60]\s*;.{3,80};\s*//|-->|\]\]>|</\w+`,
  String.raw`(?:href|src|action|data|background|poster|lowsrc|dynsrc|formaction|xlink:href|from|to|values)\s*=\s*["'\x60]?\s*(?:javascript|data|vbscript|//|https?:|\\|&)`,
]);

export const scriptPatterns: readonly string[] = [...tags, ...handlers, ...schemes, ...calls, ...disguises];
