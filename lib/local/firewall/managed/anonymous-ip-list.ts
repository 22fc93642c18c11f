import type { ManagedGroup } from './managed-rule.ts';

const why = 'the addresses are known to AWS only, and change all the time';

/** `AWSManagedRulesAnonymousIpList` */
export const anonymousIpList: ManagedGroup = {
  name: 'AWSManagedRulesAnonymousIpList',
  slug: 'anonymous-ip-list',
  capacity: 50,
  rules: [
    { name: 'AnonymousIPList', label: 'AnonymousIPList', enforcement: 'not-enforced', why },
    { name: 'HostingProviderIPList', label: 'HostingProviderIPList', enforcement: 'not-enforced', why },
  ],
};
