import { pack } from './pack.ts';

/** Commands behind what a shell takes for the end of another one, substitutions, and interpreters that are called. */

const backtick = '`';
const words = (...lines: readonly string[]) => lines.flatMap((line) => line.split(' '));

const path = String.raw`\W*(\S*bin/)?`;
/** No words of everyday language. `curl/8.14` and `Wget/1.21` are what honest clients call themselves. */
const unmistakable = pack(
  words(
    'whoami uname i[fp]config netstat nslookup systeminfo tasklist wget curl netcat ncat chmod chown',
    'printenv getent phpinfo powershell cmd\\.exe telnet tracer(t|oute) nmap crontab useradd mkfifo',
    'certutil bitsadmin iwr iex invoke-\\w+ mshta rundll32',
  ),
  String.raw`([;|&${backtick}\n]|\\n)${path}`,
  String.raw`([^\w/]|/\D|$)`,
);
/** What stands behind a command and not behind a word: nothing, another separator, an option, a path, a variable. */
const after = String.raw`(\.exe)?\s*($|[;|&><"'${backtick}\\$}#)]|\s[-/~.%+*\d])`;
/** Short words, some of them names: only behind what no sentence has. */
const shell = pack(
  words(
    'id ls ll cat pwd ping6? sleep (ba|z|k|c|da)?sh nc echo printf env dig dir python\\d? perl ruby php',
    'node cmd t?ftp ssh scp rm cp mv e?grep awk sed xargs ps df du passwd sudo su',
  ),
  String.raw`([|${backtick}]|&&\s|\$\(|^[\s"')]*[;&]|[;&]([$\\]|\S*bin/))${path}`,
  after,
);
/** Behind `;`, `&` and line breaks, as people write them too: only with what no sentence, and no certificate, goes on with. */
const guarded = [
  String.raw`^["'\s]*(whoami|uname|i[fp]config|netstat|systeminfo|tasklist|printenv)($|\s)`,
  String.raw`(\n|\\[nr])\s*(\S*bin/)?(id|ls|ps|cat|pwd|who|ping|sleep|dir|type|nc|net|echo)(\s*($|[;|&\n${backtick}"'])|\s+([-~.]\S|/(etc|bin|usr|tmp|var)|\d))`,
  String.raw`[;&]\s*(\S*bin/)?(pwd|ping6?|printf|e?grep|awk|passwd|uptime|reboot|sudo|who)(\s*($|[;|&><${backtick}])|\s+[-/~.$]\S|\s\d)`,
  String.raw`[;&]\s*(\S*bin/)?(id|ls|cat|echo|dir|nc|env|python\d?|perl|php|rm|cp|mv|ps|tar|(ba|z|k)?sh|find|type|net|host)(\s*[|><${backtick}"#]|\s+([-/~]\w|\.\.?/|\d+\.\d|[$%<']))`,
  String.raw`(^|[;&|])\s*(sleep|timeout|ping)\s+\d+\s*($|[;|&#])`,
  String.raw`[;&|]\W*\S*\b[a-z]\w+(\.exe)?\s+(-{1,2}[a-z]{1,2}(\s|$)|/(etc|usr|s?bin|var|tmp|home|dev|[acs]|all)\b|[$~]\w*/|\$\w|\d+\.\d+\.\d+\.\d|%\w+%)`,
];
const substitutions = [
  String.raw`\$\(\s*[a-z/<({$\\'"]`,
  String.raw`\$\{?ifs|\$\{\w+[:#%/]|\$\{\$\{|\(\)\s*\{\s*[:_a-z]|[<>]\([a-z]`,
  String.raw`\{[a-z]{2,9},[^}\s]+\}`,
  String.raw`/s?bin/[\w*?[]|[a-z]\$[*@$-]\w|[a-z](""|\$\(\)|${backtick}${backtick})[a-z]`,
  String.raw`\bcmd(\.exe)?\s*/[ckr]\b|%(systemroot|comspec|windir|programfiles|user\w+|path|te?mp|os|cd|date|time|random|errorlevel|appdata|home\w+|computername|var)(:[^%]*)?%`,
  String.raw`/\w{0,4}(\[[^\]]+\]|\?+\w?)[a-z?*]{0,6}/|/\?{2}`,
  String.raw`\bfor\s.{0,40}%+\w+\s+in\s*\(|\bif\s+(/i\s+|not\s+)*(exist|defined|errorlevel)\s+\S+\s*(\(|echo|goto|cmd)`,
  String.raw`\b(system|exec|passthru|popen|assert|phpinfo|subprocess\.\w+)\(\s*['"$\w)]|_(exec|open)\(`,
  String.raw`\d?>\s*&\s*\d|[<>|]\s*/(dev|tmp|etc|var|bin)/|>\s*\w+\.(txt|php|jsp|asp|html?|sh)\b`,
];
const invocations = [
  String.raw`\b(ping6?|wget|curl|ncat|netcat|chmod|uname|grep|tar|netstat|python\d?|perl|php|ruby|node|(ba|z|k|c|da)sh)\s+-[a-z]|\b(nc|ls|rm|cp|mv|ln|sh)\s+-[a-z]{1,4}(\s|$)`,
  String.raw`\b(wget|curl)\s+(https?:|\w+[.:]\w)|\bcat\s+(<\s*)?/\w|\bcat<|\bnc\s+\d+\.|\bfind\s+[/.]\s`,
  String.raw`(^|[;|&]\s*)net\s+(user|localgroup|view|share|start|use)\b|\s/add\b|\breg\s+(add|query|delete)\b`,
  String.raw`\bwhich\s+(curl|gcc|nc|netcat|perl|python|wget|bash|php)\b|\$shell\b`,
  String.raw`\becho\s+\S+\s*([>|]|&&)|\bdir\s+([a-z]:|/[a-z]\b|\\)|\btype\s+%|\bset\s+/a\b|\bfor\s+/[fl]\b`,
];
export const commandPatterns: readonly string[] = [
  ...unmistakable,
  ...shell,
  ...pack([...guarded, ...substitutions, ...invocations]),
];
