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

/** Words too: only where they are used as commands are. */
const shellWords = [
  'id|ls|ll|cat|pwd|ping6?|sleep|bash|sh|zsh|ksh|csh|dash|nc|echo|printf|env|export|dig|host|dir|ver|vol|net|reg|arp',
  'python\\d?|perl|ruby|php|node|lua|gcc|cmd|ftp|tftp|ssh|scp|rm|cp|mv|kill|touch|find|e?grep|awk|sed|head|tail|less|more',
  'sort|tee|xargs|which|whereis|who|w|last|ps|top|mount|df|du|passwd|sudo|su|tar|gzip|vi|nano|exec|eval|system|start|set',
  'del|erase|copy|move|ren|mkdir|rmdir|attrib|shutdown|reboot|route|hostname|history|finger|user(?:s)?|groups|date|time|test|nl|od|tac|rev|strings|xxd|base64|openssl|bash|busybox|stat|file|expr|alias|at|cal|free|uptime|whois|wall|write|su|source|ip|pwd',
];

const path = String.raw`(?:["'\\^$@{(]|/?(?:usr/)?(?:local/)?s?bin/|\$\{?ifs\}?|/usr/|<|!)*`;

const commands = [
  ...pack(unmistakable, String.raw`(?:${separator}|\$\(|\(\s*|^\s*['"]?\s*|\s&\s)\s*${path}\s*`, String.raw`\b`),
  ...pack(shellWords, String.raw`(?:${separator}|\$\()\s*${path}\s*`, asCommand),
];

const substitutions = pack([
  String.raw`\$\(\s*[a-z/<({$\\'"]`,
  String.raw`\x60\s*(?:/\w|\$|["'\\]|(?:id|ls|cat|whoami|uname|ping|sleep|nslookup|curl|wget|dig|echo|pwd|host|env|nc|sh|bash|php|perl|python\d?|reboot|ifconfig|set|dir|ver)\b)[^\x60]*\x60`,
  String.raw`\$\{?ifs\b|\$@|\$\{\w+[:#%/]`,
  String.raw`\(\)\s*\{\s*[:_a-z]`,
  String.raw`[<>]\(\s*\w`,
  String.raw`\{\w{2,10},[^}\s]{1,80}\}`,
  String.raw`/(?:usr/(?:local/)?)?s?bin/[\w*?\[]`,
  String.raw`\bcmd(?:\.exe)?\s*/[ckr]\b|%(?:systemroot|comspec|windir|programfiles|userprofile|username|path)(?::[^%]*)?%|%[a-z_]{3,}%`,
  String.raw`/\w{0,4}(?:\[[^\]]+\]|\?+\w?)[a-z?*]{0,6}/|/\?{2,}|[a-z]\$[*@$-]\w|[a-z](?:''|""|\$\(\)|\x60\x60)[a-z]`,
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
