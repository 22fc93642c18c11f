import { join } from 'node:path';
import type { LocalEnvironment } from '../environment.ts';
import { appendToPrivateFile } from '../private-file.ts';
import { createIntern } from './engine/interning.ts';
import { createLabelOrigins } from './engine/label-origins.ts';
import { FirewallRefusal } from './engine/refusal.ts';
import type { FirewallService, Named, WebAcl } from './firewall-service.ts';
import { isLogged } from './log/is-logged.ts';
import { type LogNotes, takeNotes } from './log/log-notes.ts';
import { toLogRecord } from './log/log-record.ts';
import type { LoggingProperties } from './log/logging-properties.ts';
import type { RateMode } from './rate/rate-counter.ts';
import { type AddressBook, type AddressEntry, createAddressBook } from './references/address-book.ts';
import { compileIpSet, type IpSet } from './references/ip-set.ts';
import { compilePatternSet, type PatternSet } from './references/regex-pattern-set.ts';
import { compileRuleGroup } from './rules/compile-rule-group.ts';
import { type CompiledWebAcl, compileWebAcl, type WebAclSetting } from './rules/compile-web-acl.ts';
import { type Decision, toVerdict } from './rules/decision.ts';
import type { Warn } from './rules/reference-rule.ts';
import type { RuleGroupProperties } from './rules/rule-group-properties.ts';

/** What whoever runs the firewall decides, beside the template. */
export interface FirewallSettings {
  /** How rate-based rules count. @default exact */
  readonly rateMode?: RateMode;
  /** What is known of addresses. @default nothing: every address is of country XX and system 0, and on no list */
  readonly addressBook?: readonly AddressEntry[] | AddressBook;
}

export interface FirewallOptions extends FirewallSettings {
  readonly environment: LocalEnvironment;
  /** Folder for the decisions of web ACLs that have logging, `waf-<name>.jsonl`, mode 0600. */
  readonly logFolder: string;
  /** Told once of what AWS accepts in silence though it cannot be meant: where it stands, and why. @default nobody */
  readonly warn?: Warn;
}

/** One decision, and what the log has to know of it. */
interface Logged {
  readonly decision: Decision;
  readonly webAcl: CompiledWebAcl;
  readonly resourceArn: string;
  readonly notes: LogNotes;
}

/** The web ACLs of the template, and what they are made of and put in front of. */
export function createFirewall(options: FirewallOptions): FirewallService {
  const { environment, logFolder, warn = () => {}, rateMode = 'exact', addressBook = [] } = options;
  const ipSets = new Map<string, IpSet>();
  const patternSets = new Map<string, PatternSet>();
  const ruleGroups = new Map<string, Named<RuleGroupProperties>>();
  const webAcls = new Map<string, CompiledWebAcl>();
  const loggings = new Map<string, LoggingProperties>();
  const associated = new Map<string, WebAcl>();

  const setting: WebAclSetting = {
    accountId: environment.accountId,
    ipSet: (arn) => ipSets.get(arn),
    patternSet: (arn) => patternSets.get(arn),
    addressBook: 'originOf' in addressBook ? addressBook : createAddressBook(addressBook),
    rateMode,
    ruleGroup: (arn) => ruleGroups.get(arn),
    warn,
  };

  const declaredWebAcl = (arn: string, path: string): CompiledWebAcl => {
    const webAcl = webAcls.get(arn);
    if (webAcl === undefined) throw new FirewallRefusal(path, `there is no web ACL ${arn}`);
    return webAcl;
  };

  const writeLog = (logging: LoggingProperties, logged: Logged) => {
    const { decision, webAcl, resourceArn, notes } = logged;
    if (!isLogged(decision, logging)) return;
    const record = toLogRecord(decision, logging, {
      webAclArn: webAcl.arn,
      resourceArn,
      accountId: environment.accountId,
      enforcements: webAcl.rules.flatMap(({ described }) => described.map(({ enforcement }) => enforcement)),
      protect: webAcl.dataProtection,
      notes,
    });
    appendToPrivateFile(join(logFolder, `waf-${webAcl.name}.jsonl`), `${JSON.stringify(record)}\n`);
  };

  return {
    declareIpSet: ({ arn, properties }) => void ipSets.set(arn, compileIpSet(properties)),
    declareRegexPatternSet: ({ arn, properties }) => void patternSets.set(arn, compilePatternSet(properties)),
    declareRuleGroup(group) {
      // Compiled to be refused here, if at all; each reference to the group compiles it for itself.
      compileRuleGroup(group, {
        ...setting,
        shared: { ...setting, intern: createIntern(), labelOrigins: createLabelOrigins() },
        referredBy: group.name,
        overrides: new Map(),
        path: '',
      });
      ruleGroups.set(group.arn, group);
    },
    declareWebAcl(webAcl) {
      const compiled = compileWebAcl(webAcl, setting);
      webAcls.set(webAcl.arn, compiled);
      return compiled.capacity;
    },
    associate(resourceArn, webAclArn) {
      const webAcl = declaredWebAcl(webAclArn, 'WebACLArn');
      if (associated.has(resourceArn)) throw new FirewallRefusal('ResourceArn', 'has a web ACL already');
      associated.set(resourceArn, {
        arn: webAclArn,
        evaluate(request, trace) {
          const logging = loggings.get(webAclArn);
          if (logging === undefined) return toVerdict(webAcl.decide(request, environment.now(), trace));
          const { trace: heard, notes } = takeNotes(trace);
          const decision = webAcl.decide(request, environment.now(), heard);
          writeLog(logging, { decision, webAcl, resourceArn, notes });
          return toVerdict(decision);
        },
      });
    },
    declareLogging: (properties) =>
      void loggings.set(declaredWebAcl(properties.ResourceArn, 'ResourceArn').arn, properties),
    webAclFor: (resourceArn) => associated.get(resourceArn),
    describe: () =>
      [...webAcls.values()].flatMap(({ name, rules }) =>
        rules.flatMap(({ described }) =>
          described.map(({ name: rule, enforcement }) => ({ rule: `${name}#${rule}`, enforcement })),
        ),
      ),
  };
}
