import type { Fidelity } from '../engine/fidelity.ts';
import type { ActionName } from './actions.ts';

/** A rule that matched a request. */
export interface RuleMatch {
  /** Name of the rule in the web ACL. */
  readonly rule: string;
  /** Where the rule of the web ACL is a reference to a group: the group and its rule that matched. */
  readonly inGroup: { readonly groupId: string; readonly rule: string } | undefined;
  readonly action: ActionName;
  readonly enforcement: Fidelity;
}

/** `CommonRules#NoUserAgent_HEADER`, or the name alone for a rule that is in no group. */
export const fullNameOf = ({ rule, inGroup }: Pick<RuleMatch, 'rule' | 'inGroup'>): string =>
  inGroup === undefined ? rule : `${rule}#${inGroup.rule}`;
