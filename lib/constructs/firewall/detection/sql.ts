import { pack } from './pack.ts';

/**
 * SQL that breaks out of the value it came in, written for lower-case text whose comments are spaces. Words of SQL are
 * words of English too, so each pattern asks for what a sentence does not have: a comparison of constants, a call, an
 * end of the statement, a name of the database's own.
 */

const gap = String.raw`[\s(+!~@-]*`;
const joined = String.raw`(?:\b(?:x?or|and|having|where|when|not|div|mod|r?like|regexp)\b|\|\||&&)`;
const constant = String.raw`(?:\d+(?:\.\d+)?|'[^']*'?|"[^"]*"?|null\b|true\b|false\b)`;
const compared = String.raw`(?:[=<>]|!=|\br?like\s*['"(\d]|\bregexp\s|\bin\s*\(|\bis\s+(?:not\s+)?null|\bbetween\s+['"\d]\S*\s+and\b)`;

/** `or 1=1`, `and 'a'='a`, `|| 2 > 1`: a condition between constants. */
const tautologies = [
  String.raw`${joined}${gap}${constant}[\s)]*${compared}`,
  // Of columns and calls, where a quote, a bracket or a number was closed before.
  String.raw`(?:['"\x60)]|\b\d+)\s*${joined}${gap}[\w.@\[\]]+\s*(?:\([^)]*\))?[\s)]*(?:[=<>]|!=|\br?like\s*['"(]|\bin\s*\(\s*(?:['"\d]|select)|\bis\s+(?:not\s+)?null)`,
  String.raw`(?:^|['"\x60)%]|\b\d+)\s*(?:x?or|and|\|\||&&)${gap}(?:\d+|true|false|null|'\w+'?|"\w+"?)[\s)'"]*(?:--|#|/\*|;\s*$|limit\b|group\b|order\b|union\b)`,
  String.raw`['\x60)%]\s*(?:(?:x?or|and)\b${gap}(?:\d+|true|false|null|'\w*'?)|(?:\|\||&&)${gap}(?:\d+|'\w+'?))[\s)']*$`,
  String.raw`^\s*(?:x?or|and)\s+(?:true|false|\d+)\s*(?:$|/\*|--|#|;)|^\d+(?:or|and)\d+\s*[=<>]+\s*\d|\bor\s*\(\s*exists\b`,
  String.raw`^\s*['")]*\s*(?:x?or|and)\s+[\w.]+\s*=\s*[\w'"]|['"]\s*(?:x?or|and)\s*[!~+-]+\s*["'\w(]|(?:\xe2\x80[\x98\x99]|&apos;)\s*(?:or|and|union)\s*(?:\xe2\x80[\x98\x99]|\d|'|$)`,
  // The value ends inside a quote that the query itself will close.
  String.raw`^[^']{0,30}'\s*(?:[*%^|=<>!][^']{0,60}'|[-+/&]\s*[\w@!~]+\s*(?:[=<>*^|]|or\b|is\b|r?like\b|regexp\b)[^']{0,40}'|(?:x?or|and|is|in|r?like)(?:[^\w' ][^']{0,60}'|[^\w'][^']{0,60}(?:[=<>*^&|~!]|like|regexp|\bor)\s*[^']{0,12}'|.{0,80}\bor\s?'))\w*\s*$`,
  // Quote, operator, quote: what is left when the payload has no words at all.
  String.raw`^['"]\s*[-+*/%^&|=<>!~]{1,3}\s*['"]\s*$|^[\w.@ -]{0,20}['"]\s*\)*\s*[*%^|=<>!~]{1,3}[\s(]*['"]`,
  String.raw`^[\w.@ -]{0,20}'\s*\)*\s*(?:(?:x?or|and|is|in|div|mod)|(?:not\s+)?(?:sounds\s+like|r?like|regexp|similar))\b[\s(]*'|^"\s*(?:x?or|and)\s+["(]`,
];

/** A quote or bracket is closed and the rest of the statement is thrown away. */
const endings = [
  String.raw`(?:^[\w.@ -]{0,40}|[a-z]{3})['"\x60]\s*\)*\s*;?\s*(?:--[\s+-]*\w{0,4}$|#\s*$|;?\s*--\s*\+?$)|^\s*[);]+\s*--\s*\w{0,8}$|^\d+\s*(?:--\s[\s+-]*|#)$`,
  String.raw`(?:'|^\d+)\s*\)+\s*(?:#|/\*)|[a-z]{2}'\s*\)+\s*--|^\d+\)+(?:\s+--|--\s)|['"]\s*\)+\s*(?:or|and)\s*\(*['"\d]|\([^()]*\)+\s*--\s*-?\w?$`,
  String.raw`'(?:\s*[-^<=%*/|&+]+\s*\w+\s*|\s*(?:and|or|is|not|union|having|like|sounds)\b.{0,120})(?:--\s?[-+]?\w?$|#\s*$)`,
];

const calls = pack(
  [
    String.raw`(?:pg_sleep|load_file|extractvalue|updatexml|group_concat|concat_ws|unhex|nchar|make_set|elt|ord|randomblob|generate_series|to_char|row_count|json_keys|xmltype|ctxsys\.\w+(?:\.\w+)?|(?:dbms|utl)_\w+(?:\.\w+)?|(?:xp|sp)_\w+|regexp_\w+|benchmark|gtid_subset|st_latfromgeohash)\s*\(`,
    String.raw`sleep\(|(?:sleep|if|iif|isnull|ifnull|nvl|exists|not\s+exists)\s*\(\s*(?:\(|\d+\s*(?:[=<>,)/]|$)|select\b|'|ascii|ord|substr|length|user|sub)`,
    String.raw`(?:char|chr|ascii|hex|bin|substr(?:ing)?|mid|lower|upper|length|len|concat|count|cast|convert|version|database|schema|user|current_user|session_user|system_user|floor|rand|exp|now|sysdate|min|max|sum|name|db_name|host_name)\(\s*(?:\)|\*|\d+\s*[,)]|0x|@@|'|"|\(|select\b|int\b|char\b|chr\b|concat\b|user\b|database\b|version\b|\w+\s*\(|\w+\s+as\s+\w|\w+,\s*\d)`,
  ],
  String.raw`\b`,
);

const statements = [
  ...pack([
    String.raw`\bunion[\s(+]*(?:all|distinct(?:row)?)?[\s(+]*select\b`,
    String.raw`\bselect[\s(]*(?:\*|@@|0x|null\b|top\s+\d|distinct\s|case\s+when|all\s+\w+\s+from|\d+\s*(?:[,);+*=-]|from\b|union\b|where\b|limit\b|$)|['"][^'"]*['"]|-?[\w.]+\()`,
    String.raw`\bselect\b[^;]{1,100}\bfrom\s+[\w.]+\s+(?:where|limit|union)\b`,
    String.raw`\bselect\s+[\w.,@*\x60"\[\] ]{1,80}\s+from\s+[\w.\x60\[\]]+\s*(?:;|--|#|\)|,|where\b|limit\b|order\s+by|group\s+by|union\b)`,
    String.raw`['")\d;]\s*\(?\s*select\s+[\w.,@*| ]{1,80}\s+from\b`,
  ]),
  ...pack(
    [
      String.raw`(?:create|drop|alter)\s+(?:or\s+replace\s+)?(?:table|database|schema|view|procedure|function|trigger|login|user|index)\b`,
      String.raw`(?:insert|replace)\s+into\s`,
      String.raw`update\s+\w+\s+set\s`,
      String.raw`delete\s+from\s`,
      String.raw`truncate\s+table\s`,
      String.raw`exec(?:ute)?(?:\s+(?:immediate|master|sp_|xp_|@|\()|\s*\()`,
      String.raw`declare\s+(?:@|\w+\s+(?:varchar|int|cursor))`,
      String.raw`(?:shutdown|begin|commit|rollback)\b\s*(?:;|--|$|with|declare)`,
      String.raw`waitfor\s`,
      String.raw`(?:grant|revoke|call|set|use|copy|attach|select|if|with|handler|show|desc|load|do|delete|print)\b\s*[\w(@'"*]`,
    ],
    String.raw`(?:['")\d\]]\s*|^\s*);\s*`,
  ),
  ...pack([
    String.raw`\binsert\s+into\s+[\w.\x60"\[\]]+\s*(?:\(|values\b|select\b|set\b)`,
    String.raw`\bdelete\s+from\s+[\w.\x60"]+\s+where\s+\S+\s*[=<>]`,
    String.raw`\bupdate\s+[\w.\x60"]+\s+set\s+\S+\s*=`,
    String.raw`\b(?:drop|truncate|alter|create)\s+(?:table|database|procedure|view)\s+[\w.\x60"\[\]]+\s*(?:;|--|#|\(|$|add\b|as\b|modify\b)`,
    String.raw`\bwaitfor\s+(?:delay|time)\s*['"(\d]`,
    String.raw`\binto\s+(?:out|dump)file\b`,
    String.raw`\bprocedure\s+analyse\s*\(|\)\s*from\s+\w+\s+where\b|\bcase\s+\S+\s+when\s+\S+\s+then\b`,
    String.raw`\bdeclare\s+@\w+\s+\w*(?:char|int|cursor|table)|\bexec\s*\(\s*@|\bcreate\s+user\s+\w+\s+identified\b|\bgrant\s+\w+\s+to\s+\w+\s*;|\bbackup\s+database\s+\w+\s+to\b|\bselect\s+(?:current_user|session_user|user|version)\s*(?:;|--|$)`,
    String.raw`\|\|\s*\w+\s*\(|\]\s*\|\s*//`,
    String.raw`\bexec(?:ute)?\s+(?:immediate|master\b|(?:sp|xp)\b|(?:sp|xp)_\w)`,
    String.raw`(?:^|['"\x60)%]|\b\d+)\s*(?:order|group)\s+by\s+[\w.,() ]+(?:--|#|/\*|;|$|\b(?:asc|desc|having|limit|union)\b)`,
    String.raw`(?:^|['"\x60)]|\b\d+)\s*(?:having\s+\S+\s*[=<>]|having\s+\d|limit\s+\d+\s*(?:,|--|#|into|procedure|union|offset|$))`,
  ]),
];

/** What only a database is called, and a text that is glued to another. */
const ownNames = pack([
  String.raw`@@(?:version|global|session|hostname|datadir|basedir|tmpdir|servername|servicename|language|spid|identity|rowcount|port|innodb\w*|sql_mode|max_\w+|error|fetch_status)\b`,
  String.raw`\binformation_schema\b`,
  String.raw`\b(?:sysobjects|syscolumns|sysusers|sysdatabases|pg_catalog|pg_user|pg_shadow|pg_database|pg_class|sqlite_master|sqlite_version|msysaccessobjects|all_tables|all_tab_columns|user_tables|user_tab_columns|v\$version|v\$session|mysql\.user|rdb\$\w+|sysibm\.\w+|syscat\.\w+|sys\.(?:user|tab|objects|databases|dual))`,
  String.raw`\bfrom\s+dual\b`,
  String.raw`\bxp_(?:cmdshell|regread|dirtree|regwrite|availablemedia)|\bsp_(?:password|executesql|makewebtask|addextendedproc|oacreate)`,
  String.raw`['"]\s*\)*\s*(?:\|\||\+)\s*\(?\s*(?:select\b|['"]|chr?\(|\w+\(|@@|\d+\s*['"+|])`,
]);

export const sqlPatterns: readonly string[] = pack([...tautologies, ...endings, ...calls, ...statements, ...ownNames]);
