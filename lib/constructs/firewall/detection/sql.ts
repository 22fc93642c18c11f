import { pack } from './pack.ts';

/**
 * SQL that breaks out of the value it came in, written for lower-case text whose comments and white space are single
 * spaces. Words of SQL are words of English too, so each pattern asks for what a sentence does not have: a comparison of
 * constants, a call, an end of the statement, a name of the database's own.
 */

const backtick = '`';
const gap = '[ (+!~@-]*';
/** Where a value was closed, or a number stood. */
const closed = String.raw`(^|['"${backtick})%]|\b\d+) ?`;

/** `or 1=1`, `and 'a'='a`, `|| 2 > 1`, and quotes that the query itself will close. */
const conditions = [
  String.raw`(\b(x?or|and|having|where|when|not|div|mod|r?like)\b|\|\||&&)${gap}([\d.]+|'[^']*'?|"[^"]*"?|null|true|false)[ )]*(!?[=<>]|r?like ?['"(\d]|regexp |in ?\(['"\d]|is (not )?null|between ['"\d])`,
  String.raw`${closed}(x?or|and|having|where|not|div|r?like|\|\||&&)${gap}[\w.@[\]]+ ?(\([^)]*\))?[ )]*(!?[=<>]|r?like ?['"(]|in ?\( ?(['"\d]|select)|is (not )?null)`,
  String.raw`(['"${backtick})%]|\b\d+) ?(x?or|and|\|\|)${gap}(\d+|true|false|null|'\w+'?|"\w+"?)[ )'"]*(--.?.?.?$|# ?$|; ?$|limit \d|(group|order) by|union )`,
  String.raw`['${backtick}%]( (x?or|and)\b| ?\|\|)${gap}(\d+|true|false|null|'\w*'?)[ )']*$`,
  String.raw`^ ?['")]+ ?(x?or|and) ?[\d!~+(@'"-]|^ ?x?or [!~+(-]*(\d+|true)\b ?\)*('|;|$|#|--)`,
  String.raw`['"] (x?or|and) ?[!~+-]|["${backtick}]\)* ?(x?or|and) ?[!~+(-]|'\) ?(x?or|and)\b|&apos; ?(x?or|and|union)|['"] ?in ?\(`,
  String.raw`^[^']{0,30}' ?[*%^|=<>!][^']*'\w* ?$`,
  String.raw`^[^']{0,30}' ?[-+/&] ?[\w@!~]+ ?([=<>*^|]|or\b|is\b|r?like\b|regexp\b)[^']*'\w* ?$`,
  String.raw`^[^']{0,30}' ?(x?or|and|is|in|r?like)([!-&(-@[-^{-~][^']*'|[^\w'][^']*([=<>*^&|~!]|like|regexp|\bor) ?[^']{0,12}'|.*\bor ?')\w* ?$`,
  `^['"] ?[-+*/%^&|=<>!~]{1,3} ?['"] ?$`,
  String.raw`^[\w.@ -]{0,20}['"] ?\)* ?[*%^|=<>!~]{1,3}[ (]*['"]`,
  String.raw`^[\w.@ -]{0,20}' ?\)* ?(x?or|and|is|in|div|mod|(not )?(sounds like|r?like|regexp|similar))\b[ (]*'`,
];

/** A quote or bracket is closed and the rest of the statement is thrown away. */
const endings = [
  String.raw`^[\w.@ -]*' ?\)* ?;? ?--[ +-]*\w{0,4}$|^[\w.@ -]*('|["${backtick}]) ?\)* ?# ?$|^[\w.@ -]*["${backtick}] ?\)* ?;? ?--`,
  String.raw`['"]\)+ ?(x?or|and)\b ?\(*['"\d]|\d'(x?or|and|union)\b`,
  String.raw`[a-z]{3}\([^()]*\)+ ?-- ?-?\w?$`,
  String.raw`(^ ?\(|\b(x?or|and)\b).*\) ?-- ?$`,
  String.raw`'( ?[-^<=%*/|&+]* ?[\^<=%*|][-^<=%*/|&+]* ?\w+ ?| ?(and|or|is|not|union|having|like|sounds|between|in|div|mod|limit)\b.*)(-- ?[-+]?\w?$|# ?$)`,
];

const calls = [
  String.raw`\w_\w+(\.\w+)* ?\(`,
  String.raw`\b((extractvalue|updatexml|unhex|nchar|randomblob|xmltype|benchmark|ctxsys[.\w]+) ?|elt|ord)\(`,
  String.raw`\bsleep\(|\b(sleep|i?if|isnull|ifnull|nvl|exists) ?\( ?(\(|\d+ ?([=<>,/)]|$)|select|'|ascii|ord|sub|len|user)`,
  String.raw`\b(cha?r|ascii|hex|bin|substr\w*|mid|lower|upper|len\w*|concat|count|cast|convert|version|database|schema|user|floor|rand|now|min|max|name)\( ?([)*'"(]|\d+ ?[,)]|0x|@@|select|\w+ ?\(|\w+ as |\w+, ?\d)`,
];

const statements = [
  String.raw`(\b|\d\w?)union[ (+]*(all|distinct(row)?)?[ (+]*select\b`,
  String.raw`\bselect[ (]*(\*|@@|0x|null\b|top \d|distinct |case when|all \w+ from|\d+ ?(, ?(\d|n|')|[);+*=]|--|union|where|limit)|['"][^'"]*['"] ?([,)|]|--|union)|-?[\w.]+\()`,
  String.raw`\bselect\b[^;]+\bfrom [\w.]+ (where \S+ ?([=<>]|like|in\b|is\b|between|not)|limit \d|union)`,
  String.raw`\bselect [\w.,@*${backtick}"[\] ]+ from [\w.${backtick}[\]]+ ?(--|#|; ?(--|#|$)|\)|(order|group) by|union)`,
  String.raw`['"] ?\)* ?; ?(grant|call|set|use|copy|select|if|with|declare|exec|drop|create|alter|truncate|insert|update|handler|show|desc|load|do|delete|print|shutdown|begin)\b`,
  String.raw`(^|[)\d\]]) ?; ?(select|set @|load (data|xml)|(delete|truncate|insert|grant) (from|table|into|all)|shutdown|exec|begin|commit|rollback|declare|drop|(create|alter) [tlu])`,
  String.raw`\binsert into [\w.${backtick}"[\]]+ ?(\(|values|select|set)`,
  String.raw`\b(delete from [\w.${backtick}"]+ where \S+ ?[=<>]|update [\w.${backtick}"]+ set \S+ ?=)`,
  String.raw`\b(drop|truncate|alter|create) (table|database|procedure|view) [\w.${backtick}"[\]]+ ?(;|--|#|\(|$|add|as|modify)`,
  String.raw`\bwaitfor (delay|time) ?['"(\d]`,
  String.raw`\binto (out|dump)file`,
  'procedure analyse',
  String.raw`\bdeclare @|\b(backup database \w+ to|create user \w+ identified|grant \w+ to \w+ ?;)`,
  String.raw`\bexec(ute)? ?(\( ?['@]|immediate|master\.|[sx]p\b)`,
  String.raw`${closed}(order|group) by (\d[\d, ]*(--|#|;|$|\)|asc|desc|having|limit|union)|[\w.,() ]+(--|#|having|limit|union))|['"${backtick}] ?\)* ?((order|group) by \w|limit \d)`,
  String.raw`${closed}(having (\S+ ?[=<>]|\d+ ?(--|#))|limit \d+ ?(, ?\d|--|#|into|procedure|union|offset \d))`,
];

/** What only a database is called, and a text that is glued to another. */
const ownNames = [
  String.raw`\bselect (\w+_\w+|user|version) ?(;|--|$)`,
  String.raw`['"${backtick}] ?\)* ?(select\b.*\bfrom|(drop|truncate|alter) table|delete from|insert into|(x?or|and) (true|false|not))\b`,
  String.raw`(\b|\d)select\b[^;]*([@*]|\w\()[^;]*\bfrom\b`,
  '@@(version|global|host|data|serv)',
  String.raw`\binformation_schema`,
  String.raw`\b(sys(objects|columns|users|databases|ibm\.|cat\.|\.\w)|pg_[cdsu][alhs]|sqlite_\w|msysaccess|(all|user)_tab|[rv]\w*\$\w|mysql\.user)`,
  String.raw`(\.\.|[ ;('])[sx]p_\w`,
  String.raw`['"] ?\)* ?(\|\| ?\(? ?(select|['"]|\w+\(|@@|\d)|\+ ?\(? ?(select|cha?r\(|@@))`,
];
export const sqlPatterns: readonly string[] = pack([...conditions, ...endings, ...calls, ...statements, ...ownNames]);
