import { api } from '../lib/contract/index.ts';
import { listAccounts } from './accounts/list/contract.ts';
import { listReaders } from './accounts/list-readers/contract.ts';
import { openAccount } from './accounts/open/contract.ts';
import { readAccount } from './accounts/read/contract.ts';
import { renameAccount } from './accounts/rename/contract.ts';
import { shareAccount } from './accounts/share/contract.ts';
import { unshareAccount } from './accounts/unshare/contract.ts';
import { issueApiKey } from './api-keys/issue/contract.ts';
import { listApiKeys } from './api-keys/list/contract.ts';
import { revokeApiKey } from './api-keys/revoke/contract.ts';
import { rotateApiKey } from './api-keys/rotate/contract.ts';
import { issueCredential } from './credentials/issue/contract.ts';
import { listCredentials } from './credentials/list/contract.ts';
import { revokeCredential } from './credentials/revoke/contract.ts';
import { changeCustomer } from './customers/change/contract.ts';
import { listCustomers } from './customers/list/contract.ts';
import { readCustomer } from './customers/read/contract.ts';
import { readHealth } from './health/read/contract.ts';
import { readMe } from './me/read/contract.ts';
import { signOutMe } from './me/sign-out/contract.ts';
import { readOpenApi } from './openapi/read/contract.ts';
import { requestOneTimeCode } from './otp/request/contract.ts';
import { verifyOneTimeCode } from './otp/verify/contract.ts';
import { addPayee } from './payees/add/contract.ts';
import { listPayees } from './payees/list/contract.ts';
import { removePayee } from './payees/remove/contract.ts';
import { submitPaymentOrder } from './payment-orders/submit/contract.ts';
import { listRates } from './rates/list/contract.ts';
import { listLegacyRates } from './rates/list-legacy/contract.ts';
import { readRate } from './rates/read/contract.ts';
import { listResponseKeys } from './response-keys/list/contract.ts';
import { reportLeaks } from './secret-scanning/report/contract.ts';
import { readSettlementInstructions } from './settlements/instructions/contract.ts';
import { listSettlementWindows } from './settlements/windows/contract.ts';
import { listTransactions } from './transactions/list/contract.ts';
import { createTransfer } from './transfers/create/contract.ts';
import { readTransfer } from './transfers/read/contract.ts';
import { createUser } from './users/create/contract.ts';
import { disableUser } from './users/disable/contract.ts';
import { enableUser } from './users/enable/contract.ts';
import { listUsers } from './users/list/contract.ts';
import { readUser } from './users/read/contract.ts';
import { resetUserPassword } from './users/reset-password/contract.ts';
import { setUserRoles } from './users/set-roles/contract.ts';
import { signOutUser } from './users/sign-out/contract.ts';

/** The bank, as its callers see it. */
export const bankApi = api({
  title: 'Portcullis Bank',
  version: '0.1.0',
  description: 'Accounts and transfers for customers, rates for partners, oversight for operators.',
  endpoints: [
    readHealth,
    readOpenApi,
    listResponseKeys,
    readMe,
    signOutMe,
    openAccount,
    listAccounts,
    readAccount,
    renameAccount,
    listReaders,
    shareAccount,
    unshareAccount,
    listTransactions,
    createTransfer,
    readTransfer,
    requestOneTimeCode,
    verifyOneTimeCode,
    addPayee,
    listPayees,
    removePayee,
    listRates,
    readRate,
    listLegacyRates,
    submitPaymentOrder,
    listSettlementWindows,
    readSettlementInstructions,
    listCustomers,
    readCustomer,
    changeCustomer,
    issueApiKey,
    listApiKeys,
    rotateApiKey,
    revokeApiKey,
    reportLeaks,
    issueCredential,
    listCredentials,
    revokeCredential,
    createUser,
    listUsers,
    readUser,
    disableUser,
    enableUser,
    signOutUser,
    resetUserPassword,
    setUserRoles,
  ],
  roles: {
    customer: [
      'profile:read',
      'profile:sign-out',
      'customers:show',
      'customers:change',
      'accounts:open',
      'accounts:read',
      'accounts:rename',
      'accounts:share',
      'transfers:create',
      'transfers:read',
      'one-time-codes:request',
      'one-time-codes:verify',
      'payees:read',
      'payees:write',
    ],
    operator: [
      'profile:read',
      'profile:sign-out',
      'customers:read',
      'customers:show',
      'customers:change',
      'api-keys:issue',
      'api-keys:read',
      'api-keys:rotate',
      'api-keys:revoke',
      'credentials:issue',
      'credentials:read',
      'credentials:revoke',
      'users:create',
      'users:read',
      'users:disable',
      'users:enable',
      'users:sign-out',
      'users:reset-password',
      'users:set-roles',
    ],
    partner: ['rates:read', 'settlements:read'],
    initiator: ['payment-orders:submit'],
  },
});
