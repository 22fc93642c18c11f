import type { StatementKind } from '../engine/statement.ts';
import { andStatement } from './and.ts';
import { asnMatchStatement } from './asn-match.ts';
import { byteMatchStatement } from './byte-match.ts';
import { geoMatchStatement } from './geo-match.ts';
import { ipSetReferenceStatement } from './ip-set-reference.ts';
import { labelMatchStatement } from './label-match.ts';
import { notStatement } from './not.ts';
import { orStatement } from './or.ts';
import { rateBasedStatement } from './rate-based.ts';
import { regexMatchStatement } from './regex-match.ts';
import { regexPatternSetReferenceStatement } from './regex-pattern-set-reference.ts';
import { sizeConstraintStatement } from './size-constraint.ts';
import { sqliMatchStatement } from './sqli-match.ts';
import { xssMatchStatement } from './xss-match.ts';

/** The statements that are conditions; the two about rule groups are rules of their own kind. */
export const statementKinds: ReadonlyMap<string, StatementKind> = new Map(
  [
    andStatement,
    asnMatchStatement,
    byteMatchStatement,
    geoMatchStatement,
    ipSetReferenceStatement,
    labelMatchStatement,
    notStatement,
    orStatement,
    rateBasedStatement,
    regexMatchStatement,
    regexPatternSetReferenceStatement,
    sizeConstraintStatement,
    sqliMatchStatement,
    xssMatchStatement,
  ].map((kind) => [kind.name, kind]),
);

const onlyAtTheTop = 'stands at the top of a rule of a web ACL only';

/** Statements that AWS knows and that cannot be honoured, with the reason. */
export const refusedStatements: ReadonlyMap<string, string> = new Map([
  ['FirewallManagerStatement', 'is what Firewall Manager adds, and no template'],
  ['ManagedRuleGroupStatement', onlyAtTheTop],
  ['RuleGroupReferenceStatement', onlyAtTheTop],
]);
