import * as z from 'zod';

const matchedRule = z.looseObject({ ruleId: z.string(), action: z.string().nullish() });

const record = z.looseObject({
  timestamp: z.int().min(0),
  webaclId: z.string(),
  terminatingRuleId: z.string(),
  terminatingRuleType: z.string().nullish(),
  action: z.enum(['ALLOW', 'BLOCK', 'CAPTCHA', 'CHALLENGE']),
  ruleGroupList: z
    .array(
      z.looseObject({
        ruleGroupId: z.string(),
        terminatingRule: matchedRule.nullish(),
        nonTerminatingMatchingRules: z.array(matchedRule).nullish(),
        excludedRules: z.array(z.looseObject({ ruleId: z.string() })).nullish(),
      }),
    )
    .nullish(),
  nonTerminatingMatchingRules: z.array(matchedRule).nullish(),
  httpRequest: z.looseObject({
    clientIp: z.string(),
    country: z.string().nullish(),
    headers: z.array(z.looseObject({ name: z.string(), value: z.string() })),
    uri: z.string(),
    args: z.string(),
    httpMethod: z.string(),
    requestId: z.string().nullish(),
  }),
  requestBodySize: z.int().min(0).nullish(),
  oversizeFields: z.array(z.string()).nullish(),
  clientAsn: z.int().min(0).nullish(),
  localEnforcement: z.string().nullish(),
});

/** What a replay needs of one record of a log of AWS WAF (Developer Guide, "Log fields"). */
export type WafRecord = z.infer<typeof record>;

/** When CloudWatch exports a log it writes the time in front of each line. */
const exportTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z\s+/;

/** @throws Error for what is no such record, saying why and nothing of what the line holds */
export function parseWafRecord(line: string): WafRecord {
  const result = record.safeParse(jsonIn(line));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`is no record of AWS WAF: ${issue?.path.map(String).join('.') || 'it'}: ${issue?.message}`);
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line.replace(exportTime, ''));
  } catch {
    throw new Error('is no JSON');
  }
}
