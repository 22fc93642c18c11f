import { pack } from './pack.ts';

/** Commands behind what a shell takes for the end of another one, substitutions, and interpreters that are called. */

const separator = String.raw`(?:[;|&\x60\n\r]|\\[nr])`;

/** What stands behind a command and not behind a word: nothing, another separator, an option, a path, a variable. */
const asCommand = String.raw`(?:\.exe)?(?:\s*(?:$|[;|&#)><\n\r$}]|\\[nr])|['"\x60]|\s+(?:[-/\\~.$%"+|&<>]|\d+\.\d|\w+\s*[|&;>]))`;

/** No word of everyday language, whatever follows. */
const unmistakable = [
  'whoami|uname|ifconfig|ipconfig|netstat|nslookup|systeminfo|tasklist|wget|curl|netcat|ncat|chmod|chown|printenv',
  'getent|phpinfo|powershell|cmd\\.exe|xterm|telnet|traceroute|tracert|nmap|crontab|useradd|mkfifo|certutil|bitsadmin',
  'sysinfo|iwr|iex|invoke-\\w+|new-object|start-process|wmic|regsvr32|mshta|rundll32|cscript|wscript|schtasks|icacls|cacls|netsh|gpresult|pwsh|vssadmin|dmesg|lsof|iptables',
];

/** The end of a word that no version follows: `curl/8.14` and `Wget/1.21` are what honest clients call themselves. */
const noProduct = String.raw`(?:$|[^\w/]|/(?:\D|$))`;

/** No words of a memo either, but short: only where they are used as commands are. */
const shellWords = [
  'id|ls|ll|cat|pwd|ping6?|sleep|bash|sh|zsh|ksh|csh|dash|nc|echo|printf|env|dig|dir|ver|vol|reg|arp|nl|od|tac|xxd',
  'python\\d?|perl|ruby|php|node|lua|gcc|cmd|ftp|tftp|ssh|scp|rm|cp|mv|e?grep|awk|sed|xargs|whereis|ps|df|du|passwd',
  'sudo|su|tar|gzip|vi|nano|exec|eval|del|ren|mkdir|rmdir|attrib|reboot|hostname|whois|strings|base64|openssl|busybox|uptime',
];

/** Words that people write too: only before an option, a path or a variable. */
const commonWords = [
  'more|less|set|net|host|type|export|tail|head|find|kill|touch|sort|tee|which|who|last|top|mount|system|start|erase|copy',
  'move|shutdown|route|history|finger|users?|groups|date|time|test|rev|stat|file|expr|alias|at|cal|free|wall|write|source',
];

const withArguments = String.raw`(?:\.exe)?(?:\s*[|#><]|\s*&&|\s+(?:-{1,2}\w|/\w|[\\~$%"<>*]|\w+\.\w+\s*$))`;

const path = String.raw`(?:["'\\^$@{(]|/?(?:usr/)?(?:local/)?s?bin/|\$\{?ifs\}?|/usr/|<|!)*`;

const commands = [
  ...pack(unmistakable, String.raw`(?:${separator}|\$\(|\(\s*|^\s*['"]?\s*|\s&\s)\s*${path}\s*`, noProduct),
  ...pack(shellWords, String.raw`(?:${separator}|\$\()\s*${path}\s*`, asCommand),
  ...pack(commonWords, String.raw`(?:${separator}|\$\()\s*${path}\s*`, withArguments),
  // No sentence joins words like this.
  ...pack(commonWords, String.raw`(?:\|\|?|&&|^[;&|]|\n)\s*${path}`, String.raw`\s*(?:$|[;|&\n])`),
];

const substitutions = pack([
  String.raw`\$\(\s*[a-z/<({$\\'"]`,
  String.raw`\x60\s*(?:/\w|\$|["'\\]|(?:id|ls|cat|whoami|uname|ping|sleep|nslookup|curl|wget|dig|echo|pwd|host|env|nc|sh|bash|php|perl|python\d?|reboot|ifconfig|set|dir|ver)\b)[^\x60]*\x60`,
  String.raw`\$\{?ifs\b|\$@|\$\{\w+[:#%/]`,
  String.raw`\(\)\s*\{\s*[:_a-z]`,
  String.raw`[<>]\(\s*\w`,
  String.raw`\{\w{2,10},[^}\s]{1,80}\}`,
  String.raw`/(?:usr/(?:local/)?)?s?bin/[\w*?\[]`,
  String.raw`\bcmd(?:\.exe)?\s*/[ckr]\b|%(?:systemroot|comspec|windir|programfiles|userprofile|username|path)(?::[^%]*)?%|%(?:te?mp|os|cd|date|time|random|errorlevel|appdata|homepath|homedrive|computername|userdomain|path|var(?:iable)?|n\d)%`,
  String.raw`/\w{0,4}(?:\[[^\]]+\]|\?+\w?)[a-z?*]{0,6}/|/\?{2,}|[a-z]\$[*@$-]\w|[a-z](?:""|\$\(\)|\x60\x60)[a-z]`,
  String.raw`\bfor\s+(?:/[dfrl]\s+\S*\s*)*%{1,2}\S\w*\s+in\s*\(|\bif\s+(?:/i\s+|not\s+)*(?:exist|defined|errorlevel)\s+[\w%"]+[.:\\%"\s]+(?:\(|echo|goto|cmd)`,
  String.raw`\b(?:system|exec|passthru|shell_exec|popen|proc_open|phpinfo|assert|pcntl_exec|subprocess\.\w+|os\.(?:system|popen))\(\s*['"$\w)]`,
  String.raw`\d?>\s*&\s*\d|[<>|]\s*/(?:dev|tmp|etc|var|bin)/|>\s*\w+\.(?:txt|php|jsp|asp|html?|sh)\b`,
]);

const arguments_ = pack([
  String.raw`\bping6?\s+(?:-[nciwtl]\s*\d|/n)`,
  String.raw`\b(?:wget|curl)\s+(?:-\w|https?:|\w+[.:]\w)`,
  String.raw`\b(?:nc|ncat|netcat)\s+(?:-\w|\d+\.)`,
  String.raw`\bcat\s*(?:<\s*)?/\w`,
  String.raw`\b(?:ls|rm|chmod|ps|uname|grep|find|tar|cp|mv|ln|netstat|sleep)\s+(?:-[a-z]+\b|/[a-z])`,
  String.raw`(?:^|[;|&]\s*)net\s+(?:user|localgroup|view|share|start|use)\b|/add\b|\breg\s+(?:add|query|delete)\b`,
  String.raw`\bwhich\s+(?:curl|gcc|nc|netcat|perl|python\d?|wget|bash|ruby|php)\b|\$shell\b|^\s*(?:sleep|ping|timeout)\s+\d+$|^ipconfig\b|!!\w+/`,
  String.raw`\becho\s+\S+\s*(?:>|\||&)`,
  String.raw`\b(?:ba|z|k|c|da)?sh\s+-[ci]\b`,
  String.raw`\b(?:python\d?|perl|ruby|php|node)\s+-[ecr]\b`,
  String.raw`\bdir\s+(?:[a-z]:|/[a-z]\b|\\)`,
  String.raw`\btype\s+%|\bset\s+/a\b|\bfor\s+/[fl]\b`,
  String.raw`\$\{jndi:|\$\{\$\{|\$\{(?:lower|upper|env|sys|java|base64)\s*:`,
  String.raw`^\s*[|&;]{1,2}\s*(?:timeout|ping|sleep)\b`,
]);

export const commandPatterns: readonly string[] = [...commands, ...substitutions, ...arguments_];
