import type { ManagedGroup } from './managed-rule.ts';

const why = 'the addresses are known to AWS only, and change all the time';

/** `AWSManagedRulesAmazonIpReputationList` */
export const amazonIpReputationList: ManagedGroup = {
  name: 'AWSManagedRulesAmazonIpReputationList',
  slug: 'amazon-ip-list',
  capacity: 25,
  rules: [
    { name: 'AWSManagedIPReputationList', label: 'AWSManagedIPReputationList', enforcement: 'not-enforced', why },
    { name: 'AWSManagedReconnaissanceList', label: 'AWSManagedReconnaissanceList', enforcement: 'not-enforced', why },
    {
      name: 'AWSManagedIPDDoSList',
      label: 'AWSManagedIPDDoSList',
      action: 'Count',
      enforcement: 'not-enforced',
      why,
    },
  ],
};
