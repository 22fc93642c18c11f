import { pack } from './pack.ts';

/** Ways up and out of a folder, in every spelling that some server reads as dots and slashes, and the files at the end. */

const climbs = pack([
  String.raw`\.\.(?:/+(?:[a-z_%~$][\w%~$.-]|\.(?:\.|[a-z]{3})|[{<*?[$]|\x00)|[\\\x15\x16]|\xc0[\x2f\x5c\x6f\xaf\xef]|\xc1[\x1c\x9c\xaf]|\xe0\x80\xaf|\xf0\x80\x80\xaf|\xe2\x88[\x95\x96]|\xef\xbc[\x8f\xbc]|0x(?:2f|5c)|%(?:25)*(?:2f|5c|c0|c1|e0|f0|u[0-9a-f]{4}))`,
  // One dot that only a lenient decoder reads as one: encoded a third time, or in more bytes than UTF-8 allows.
  String.raw`%(?:25)*(?:2e|u002e|uff0e|c0%(?:25)*[2ae6]e|e0%(?:25)*[84]0%(?:25)*ae)|%2%e|\xc0[\x2e\x5e\x6e\xae\xee\xfe]|\xe0[\x40\x80]\xae|\xf0\x80\x80\xae|\xf8\x80\x80\x80\xae|\xfc\x80\x80\x80\x80\xae|(?:0x2e|\xef\xbc\x8e){2}`,
  String.raw`(?:[.?]\?[\\/]){2,}|^[\\/.]*\.\.[\\/]+$|\.\.[\x01-\x1f][\\/]|%[25]%[fc]`,
  String.raw`(?:\.{1,4}[\\/]{1,4}){2,}|(?:\.\.(?:2f|5c)){2,}`,
  String.raw`(?:\.\.(?:%\w\w|0x\w\w|[^\w\s.,:;()+'&%-]){1,8}){2,}`,
  String.raw`^[\w.\\/=-]*[\\/=]\.\.(?:$|[\\;?&\x00])`,
]);

const files = pack([
  String.raw`\betc\W.{0,20}(?:passwd|shadow|issue|hosts|group)\b|\bboot.{1,3}ini\b|\bwindows\W.{0,12}(?:system32|win\.ini)`,
  String.raw`\x00`,
  String.raw`(?:^|[\\/\s"'=:;|<>(&,\x60])/+(?:etc|proc|sys|root|boot)/+\S`,
  String.raw`^["'(]*(?:/|\\)+(?:var|usr|home|opt|bin|sbin|dev|tmp|srv|lib|mnt|private|windows|winnt|apache2?|xampp|program files|inetpub|logs?|localstart|boot\.ini)[\\/.]+[\w.]`,
  String.raw`\b(?:boot|win|system|php|my)\.ini\b|\bid_[rd]sa\b|\.bash_history|\.ht(?:access|passwd)|\bweb\.config\b|\bweb-inf\b|\bglobal\.asax?\b|\bauthorized_keys\b|^/\.\w|\.(?:bashrc|netrc|shosts|rhosts|profile)\b|\b(?:access|error)[._]log\b`,
  String.raw`\b[a-z]:[\\/]+(?:windows|winnt|boot|users|inetpub|program|documents|xampp|wamp|apache|php|mysql|temp|sys|unattend|\w+\.\w)`,
  String.raw`\b(?:php|phar|zip|zlib|expect|compress\.\w+|glob|file|gopher|dict|ogg|rar|ssh2|netdoc|jar)://`,
  String.raw`\\\\[\w.:]+\\[\w$]`,
  String.raw`\b(?:windows|winnt)[\\/]+(?:system(?:32)?|win\.ini|repair|php|temp|debug|iis|panther)`,
]);

export const pathPatterns: readonly string[] = [...climbs, ...files];
