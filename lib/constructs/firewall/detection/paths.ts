import { pack } from './pack.ts';

const backtick = '`';

/** Ways up and out of a folder, in every spelling that some server reads as dots and slashes, and the files at the end. */
const ways = [
  String.raw`\.\.[/\\]+\w{2,}[./%\\\x00]`,
  String.raw`\.\.[\\\x15\x16]`,
  String.raw`\.\.([^\w\s.,:;()+'&@%\x80-\xff-]|%\w\w|0x\w\w)+\.\.`,
  String.raw`\.\.([\xc0\xc1].|[\xe0\xf0]\x80|\xe2\x88|\xef\xbc|0x(2f|5c)|/+([%~$*?{<[]|\.\w{3}|\x00))`,
  String.raw`%(25)*(2[ef]|5c|c[01]|e0%|f0%|u[\da-f]{4})|%2%e`,
  String.raw`[\xc0\xc1][./\\\x1c\x5e\x6e\x6f\x9c\xae\xaf\xee\xef\xfe]|[\xe0\xf0\xf8\xfc][\x40\x80][\x80\xae]`,
  String.raw`0x2e0x2e|([.?]\?[\\/]){2}|(\.[\\/]+){3}|(\.\.(2f|5c)){2}|(\.\.[%\xc8]){3}`,
  String.raw`\.\.[\x01-\x1f][\\/]|/\.\.(;/\w\w|[?\\\x00])`,
  String.raw`\betc[^\w., ].{0,20}(passwd|shadow|issue|hosts|group)\b|\.\w{2,4}\x00|\x00(\.\w\w|$)`,
  String.raw`(^|[\\/\s"'=:;|<>(&,${backtick}])/+(etc|proc|sys|root|boot)/+\S`,
  String.raw`^["'(]*[\\/]+(var|usr|home|opt|s?bin|dev|tmp|srv|lib|mnt|private|windows|winnt|apache2?|xampp|program files|inetpub|logs?)[\\/.]+[\w.]`,
  String.raw`\b(boot|win|system|php|my)\.ini\b|boot.{1,3}ini\b|\bid_[rd]sa\b|\.(bash|netrc|[sr]hosts|profile\b|ht(access|passwd))|\bweb(\.config|-inf)|authorized_keys|\b(access|error)[._]log\b`,
  String.raw`\b[a-z]:(\\+\w+[.\\]|[\\/]+(windows|winnt|boot|users|inetpub|program|documents|[xw]amp|apache|php|mysql|temp))`,
  String.raw`\b(php|phar|zip|zlib|expect|compress\.\w+|glob|file|gopher|dict|ssh2|jar)://`,
  String.raw`\\\\[\w.:]+\\[\w$]`,
  String.raw`\bwin(dows|nt)\W+(.{0,12}system|win\.ini|repair|php|temp|debug|iis|panther)`,
];

export const pathPatterns: readonly string[] = pack(ways);
