import type { Fidelity } from './engine/fidelity.ts';
import type { Trace } from './engine/trace.ts';
import type { InspectedRequest } from './inspected-request.ts';
import type { LoggingProperties } from './log/logging-properties.ts';
import type { IpSetProperties } from './references/ip-set.ts';
import type { RegexPatternSetProperties } from './references/regex-pattern-set.ts';
import type { RuleGroupProperties } from './rules/rule-group-properties.ts';
import type { WebAclProperties } from './rules/web-acl-properties.ts';
import type { Verdict } from './verdict.ts';

export interface WebAcl {
  readonly arn: string;
  /** Decides, and logs what logging keeps. A trace is told what each condition saw on the way. */
  evaluate(request: InspectedRequest, trace?: Trace): Verdict;
}

export interface DescribedRule {
  /** `BankAcl#CommonRules#NoUserAgent_HEADER` */
  readonly rule: string;
  readonly enforcement: Fidelity;
}

/** A resource with the name and the ARN that the template gave it. */
export interface Named<Properties> {
  readonly arn: string;
  readonly name: string;
  readonly properties: Properties;
}

export interface FirewallService {
  /**
   * Compiles the rules and @returns the capacity of the web ACL in WCU.
   *
   * @throws FirewallRefusal naming the path of what AWS would refuse, or of what cannot be honoured here.
   */
  declareWebAcl(webAcl: Named<WebAclProperties>): number;
  /** What the ACLs and groups that are declared later may refer to by ARN. */
  declareIpSet(ipSet: Named<IpSetProperties>): void;
  declareRegexPatternSet(set: Named<RegexPatternSetProperties>): void;
  declareRuleGroup(group: Named<RuleGroupProperties>): void;
  /** @throws when the resource has a web ACL already, or there is no such web ACL. */
  associate(resourceArn: string, webAclArn: string): void;
  /** One JSON line per decision of the web ACL from now on. */
  declareLogging(properties: LoggingProperties): void;
  /** The web ACL that is associated with the resource, or undefined. */
  webAclFor(resourceArn: string): WebAcl | undefined;
  /** Lines for the start-up banner: which rules of the declared web ACLs are exact, approximated, not enforced. */
  describe(): readonly DescribedRule[];
}
