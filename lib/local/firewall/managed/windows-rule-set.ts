import type { ManagedGroup } from './managed-rule.ts';
import { type Place, patternIn } from './statements.ts';

/** Commands of `cmd.exe` behind what separates commands. */
const shellCommands = [
  String.raw`(?:[;&|\n]|&&|\|\|)\s*(?:cmd|nslookup|dir|type|net|ipconfig|whoami|tasklist|certutil|bitsadmin|mshta|regsvr32|rundll32|wmic|start)(?:\.exe)?\b`,
  String.raw`\bcmd(?:\.exe)?\s+/[ck]\b|\\windows\\(?:system32|win\.ini)|%(?:comspec|systemroot|windir)%`,
];

const powerShell = [
  String.raw`\b(?:invoke-(?:expression|webrequest|command|restmethod|shellcode|mimikatz)|start-process|new-object\s+(?:system\.)?net\.webclient|get-wmiobject|set-executionpolicy|downloadstring|downloadfile)\b`,
  String.raw`\bpowershell(?:\.exe)?\b.*-(?:enc|encodedcommand|nop|noprofile|w\s+hidden|c|command)\b|\biex\s*\(`,
];

const rule = (name: string, place: Place, label: string, patterns: readonly string[]) =>
  ({ name, label, enforcement: 'approximated', statement: patternIn(place, patterns) }) as const;

/** `AWSManagedRulesWindowsRuleSet` */
export const windowsRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesWindowsRuleSet',
  slug: 'windows-os',
  capacity: 200,
  rules: [
    rule('WindowsShellCommands_COOKIE', 'COOKIE', 'WindowsShellCommands_Cookie', shellCommands),
    rule('WindowsShellCommands_QUERYARGUMENTS', 'QUERYARGUMENTS', 'WindowsShellCommands_QueryArguments', shellCommands),
    rule('WindowsShellCommands_BODY', 'BODY', 'WindowsShellCommands_Body', shellCommands),
    rule('PowerShellCommands_COOKIE', 'COOKIE', 'PowerShellCommands_Cookie', powerShell),
    rule('PowerShellCommands_QUERYARGUMENTS', 'QUERYARGUMENTS', 'PowerShellCommands_QueryArguments', powerShell),
    rule('PowerShellCommands_BODY', 'BODY', 'PowerShellCommands_Body', powerShell),
  ],
};
