import { loggingProperties } from '../../firewall/index.ts';
import { resourceType } from '../../resource-type.ts';

export const loggingConfiguration = resourceType({
  type: 'AWS::WAFv2::LoggingConfiguration',
  properties: loggingProperties,
  enforcement: { kind: 'approximated', how: 'lines go to a file in the state folder, not to the destination' },
  declare({ properties }, { firewall }) {
    firewall.declareLogging(properties);
    return { ref: properties.ResourceArn, attributes: { ManagedByFirewallManager: false } };
  },
});
