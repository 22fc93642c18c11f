import { approvals } from './layers/approvals.ts';
import { bank } from './layers/bank.ts';
import { certificateNames } from './layers/certificate-names.ts';
import { clientCertificates } from './layers/client-certificates.ts';
import { constructs } from './layers/constructs.ts';
import { contract } from './layers/contract.ts';
import { credentials } from './layers/credentials.ts';
import { firewall } from './layers/firewall.ts';
import { handler } from './layers/handler.ts';
import { integrity } from './layers/integrity.ts';
import { limitsAndRights } from './layers/limits-and-rights.ts';
import { localAccess } from './layers/local-access.ts';
import { localAccounts } from './layers/local-accounts.ts';
import { localAws } from './layers/local-aws.ts';
import { localDevices } from './layers/local-devices.ts';
import { localFirewall } from './layers/local-firewall.ts';
import { localFirewallSight } from './layers/local-firewall-sight.ts';
import { localFunctions } from './layers/local-functions.ts';
import { localGateway } from './layers/local-gateway.ts';
import { localIdentity } from './layers/local-identity.ts';
import { localLogin } from './layers/local-login.ts';
import { localMessages } from './layers/local-messages.ts';
import { localPasskeys } from './layers/local-passkeys.ts';
import { localState } from './layers/local-state.ts';
import { localTables } from './layers/local-tables.ts';
import { localTransactions } from './layers/local-transactions.ts';
import { localVault } from './layers/local-vault.ts';
import { loginPasskeys } from './layers/login-passkeys.ts';
import { partnerKeys } from './layers/partner-keys.ts';
import { schemes } from './layers/schemes.ts';
import { template } from './layers/template.ts';
import { waysIn } from './layers/ways-in.ts';
import type { Layer } from './mutation.ts';

/** Every control, from the contract to what runs on this machine. */
export const layers: readonly Layer[] = [
  contract,
  handler,
  credentials,
  waysIn,
  clientCertificates,
  certificateNames,
  partnerKeys,
  schemes,
  integrity,
  approvals,
  limitsAndRights,
  constructs,
  firewall,
  bank,
  template,
  localGateway,
  localIdentity,
  localLogin,
  localAccounts,
  localDevices,
  localPasskeys,
  loginPasskeys,
  localFirewall,
  localFirewallSight,
  localAws,
  localAccess,
  localState,
  localTables,
  localTransactions,
  localMessages,
  localVault,
  localFunctions,
];
