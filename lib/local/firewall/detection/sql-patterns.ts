const connective = String.raw`(?:\b(?:and|x?or|having|where)\b|&&|\|\|)`;
const constant = String.raw`[\s(!~+-]*(?:\d+|'[^']*'|"[^"]*")[\s)]*`;
const comparison = String.raw`(?:=|<=>|<>|!=|[<>]=?|\b(?:r?like|regexp|between|in|is)\b)`;

/**
 * `x' AND 1=1`, `name OR 'a'='a`: a condition between constants says nothing to a person and everything to a database.
 * libddwaf leaves out those fingerprints of libinjection that begin with a word, and with them this most common probe.
 */
const comparesConstants = String.raw`${connective}\s*(?:not\b)?${constant}${comparison}[\s(!~+-]*(?:\d|'|"|null|true|false)`;

/** Each is for a text without comments, in lower case. */
const low = [comparesConstants];

/** Shapes that prose may have now and then: a quote before SQL, SQL after a separator, functions that only attacks call. */
const high = [
  String.raw`\b(?:union\b.*\bselect|select\b.+\bfrom|insert\s+into|delete\s+from|update\s+\w+\s+set)\b`,
  String.raw`\b(?:drop|alter|create|truncate)\s+(?:table|database|user|view|index|procedure|schema)\b`,
  String.raw`['"\x60]\s*\)*\s*(?:\|\||&&|;|--|#|\b(?:and|x?or|not|union|order\s+by|group\s+by|having|limit|like|is|in)\b)`,
  String.raw`\b(?:and|x?or|not)\b\s+['"(]*\w+['")]*\s*(?:=|<|>|\blike\b|\bis\b|\bin\s*\(|\bbetween\b)`,
  String.raw`\b(?:sleep|benchmark|pg_sleep|load_file|extractvalue|updatexml|char|chr|ascii|substr(?:ing)?|concat|version|database|user|xp_\w+|sp_\w+)\s*\(`,
  String.raw`\b(?:information_schema|pg_catalog|sqlite_master|sysobjects|all_tables|waitfor\s+delay)\b|@@\w+|;\s*(?:exec|shutdown|declare)\b`,
];

/** What of our own is looked for beside libinjection, by the sensitivity of the statement. */
export const sqlPatterns = { LOW: low, HIGH: [...low, ...high] } as const satisfies Record<string, readonly string[]>;
