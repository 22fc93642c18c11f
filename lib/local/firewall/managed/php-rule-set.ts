import type { ManagedGroup } from './managed-rule.ts';
import { type Place, patternIn } from './statements.ts';

/** Functions that only an injection calls, and the variables in which PHP keeps the request. */
const phpCode = [
  String.raw`\b(?:fsockopen|pfsockopen|passthru|shell_exec|proc_open|popen|pcntl_exec|assert|create_function|call_user_func(?:_array)?|base64_decode|gzinflate|phpinfo)\s*\(`,
  String.raw`\$_(?:get|post|request|cookie|server|session|files|env)\b|\$globals\b|<\?(?:php|=)|\bphp://(?:input|filter|output)|\b(?:expect|phar|zip|glob)://`,
];

const rule = (place: Place, suffix: string) =>
  ({
    name: `PHPHighRiskMethodsVariables_${place}`,
    label: `PHPHighRiskMethodsVariables_${suffix}`,
    enforcement: 'approximated',
    statement: patternIn(place, phpCode),
  }) as const;

/** `AWSManagedRulesPHPRuleSet` */
export const phpRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesPHPRuleSet',
  slug: 'php-app',
  capacity: 100,
  rules: [rule('HEADER', 'Header'), rule('QUERYSTRING', 'QueryString'), rule('BODY', 'Body')],
};
