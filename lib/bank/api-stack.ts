import * as cdk from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { listAccounts } from '../../lambdas/accounts/list/contract.ts';
import { listReaders } from '../../lambdas/accounts/list-readers/contract.ts';
import { openAccount } from '../../lambdas/accounts/open/contract.ts';
import { readAccount } from '../../lambdas/accounts/read/contract.ts';
import { renameAccount } from '../../lambdas/accounts/rename/contract.ts';
import { shareAccount } from '../../lambdas/accounts/share/contract.ts';
import { unshareAccount } from '../../lambdas/accounts/unshare/contract.ts';
import { bankApi } from '../../lambdas/api.ts';
import { issueApiKey } from '../../lambdas/api-keys/issue/contract.ts';
import { listApiKeys } from '../../lambdas/api-keys/list/contract.ts';
import { revokeApiKey } from '../../lambdas/api-keys/revoke/contract.ts';
import { rotateApiKey } from '../../lambdas/api-keys/rotate/contract.ts';
import { issueCredential } from '../../lambdas/credentials/issue/contract.ts';
import { listCredentials } from '../../lambdas/credentials/list/contract.ts';
import { revokeCredential } from '../../lambdas/credentials/revoke/contract.ts';
import { changeCustomer } from '../../lambdas/customers/change/contract.ts';
import { listCustomers } from '../../lambdas/customers/list/contract.ts';
import { readCustomer } from '../../lambdas/customers/read/contract.ts';
import { signOutMe } from '../../lambdas/me/sign-out/contract.ts';
import { requestOneTimeCode } from '../../lambdas/otp/request/contract.ts';
import { verifyOneTimeCode } from '../../lambdas/otp/verify/contract.ts';
import { addPayee } from '../../lambdas/payees/add/contract.ts';
import { listPayees } from '../../lambdas/payees/list/contract.ts';
import { removePayee } from '../../lambdas/payees/remove/contract.ts';
import { submitPaymentOrder } from '../../lambdas/payment-orders/submit/contract.ts';
import { listResponseKeys } from '../../lambdas/response-keys/list/contract.ts';
import { reportLeaks } from '../../lambdas/secret-scanning/report/contract.ts';
import { listTransactions } from '../../lambdas/transactions/list/contract.ts';
import { createTransfer } from '../../lambdas/transfers/create/contract.ts';
import { readTransfer } from '../../lambdas/transfers/read/contract.ts';
import { createUser } from '../../lambdas/users/create/contract.ts';
import { disableUser } from '../../lambdas/users/disable/contract.ts';
import { enableUser } from '../../lambdas/users/enable/contract.ts';
import { listUsers } from '../../lambdas/users/list/contract.ts';
import { readUser } from '../../lambdas/users/read/contract.ts';
import { resetUserPassword } from '../../lambdas/users/reset-password/contract.ts';
import { setUserRoles } from '../../lambdas/users/set-roles/contract.ts';
import { signOutUser } from '../../lambdas/users/sign-out/contract.ts';
import {
  Firewall,
  grantUserPool,
  type Handlers,
  MessageSender,
  MutualTlsDomain,
  SecureRestApi,
  UsagePlans,
} from '../constructs/index.ts';
import type { BankData } from './data-stack.ts';
import { bankGuards, unsearchedBodies } from './guards.ts';
import type { BankIdentity } from './identity-stack.ts';
import { trustedIssuersOf } from './trusted-issuers-of.ts';

/** Context of the domain that the bank's mails come from: `cdk deploy --context mailDomain=bank.example.com`. */
const MAIL_DOMAIN = 'mailDomain';

export interface BankApiProps extends cdk.StackProps {
  readonly handlers: Handlers;
  readonly data: BankData;
  readonly identity: BankIdentity;
}

/** Authorizers whose callers have a bucket of their own. */
const metered = [
  'api-key',
  'api-key-or-access-token',
  'api-key-and-client-certificate',
  'basic-or-digest',
  'client-certificate',
  'signature',
] as const;

/** The bank's front door, and the functions behind it. */
export class BankApi extends cdk.Stack {
  readonly api: SecureRestApi;

  constructor(scope: Construct, id: string, { handlers, data, identity, ...props }: BankApiProps) {
    super(scope, id, { description: 'The API of the bank', ...props });
    this.api = new SecureRestApi(this, 'Api', {
      api: bankApi,
      handlers,
      users: identity.users,
      trustedIssuers: trustedIssuersOf(this),
      firewall: new Firewall(this, 'Firewall', { api: bankApi, guards: bankGuards, unsearchedBodies }),
      usagePlans: new UsagePlans(this, 'UsagePlans', {
        plans: [
          // All partners together; each has a bucket of its own beside (lambdas/rate-limit/plans.ts).
          {
            name: 'partner',
            ratePerSecond: 50,
            burst: 500,
            requestsPerDay: 100_000,
            meteringKey: data.secrets.meteringKey,
          },
        ],
      }),
    });
    this.#grant(data);
    this.#grantCredentials(data);
    this.#grantSessions(data, identity);
    this.#grantApprovals(data, identity);
    this.#grantUsers(identity);

    const partners = MutualTlsDomain.fromContext(this, 'Partners', { api: this.api });
    if (partners !== undefined) {
      new cdk.CfnOutput(this, 'PartnerDomainTarget', { value: partners.aliasTarget.domainName });
    }
    new cdk.CfnOutput(this, 'ApiId', { value: this.api.restApi.restApiId });
    new cdk.CfnOutput(this, 'StageName', { value: this.api.stage.stageName });
  }

  /** What operators may do with users, each by a function that can do nothing else. */
  #grantUsers({ users }: BankIdentity): void {
    const { api } = this;
    grantUserPool(users, 'invite', api.function(createUser));
    grantUserPool(users, 'list', api.function(listUsers));
    grantUserPool(users, 'read', api.function(readUser));
    grantUserPool(users, 'disable', api.function(disableUser));
    grantUserPool(users, 'enable', api.function(enableUser));
    grantUserPool(users, 'signOut', api.function(signOutUser));
    grantUserPool(users, 'resetPassword', api.function(resetUserPassword));
    grantUserPool(users, 'setRoles', api.function(setUserRoles));
  }

  /** Who may ask for, check and spend one-time passwords. */
  #grantApprovals({ oneTimeCodes, payees }: BankData, { users }: BankIdentity): void {
    const { api } = this;
    const sender = new MessageSender(this, 'Messages', {
      mailDomain: String(this.node.tryGetContext(MAIL_DOMAIN) ?? 'bank.example.com'),
    });
    const requester = api.function(requestOneTimeCode);
    oneTimeCodes.grantRequest(requester);
    grantUserPool(users, 'readContact', requester);
    sender.grantMail(requester);
    sender.grantTextMessage(requester);
    oneTimeCodes.grantVerify(api.function(verifyOneTimeCode));
    oneTimeCodes.grantSpend(api.function(createTransfer));
    payees.grantCheck(api.function(createTransfer));
    oneTimeCodes.grantSpend(api.function(addPayee));
    payees.grantAdd(api.function(addPayee));
    payees.grantList(api.function(listPayees));
    payees.grantRemove(api.function(removePayee));
  }

  /** Who may look sessions up, and who may end them. */
  #grantSessions({ sessions, replays, secrets }: BankData, { users }: BankIdentity): void {
    const { api } = this;
    sessions.grantAdmit(api.authorizer('access-token'));
    const ofThirdParties = api.authorizer('api-key-or-access-token');
    replays.grantClaim(ofThirdParties);
    secrets.grantDpopNonces(ofThirdParties);
    sessions.grantNoteActivity(users.preTokenGeneration);
    for (const each of [signOutMe, signOutUser, disableUser, resetUserPassword, setUserRoles]) {
      sessions.grantSignOut(api.function(each));
    }
    grantUserPool(users, 'signOut', api.function(signOutMe));
  }

  /** Who may issue service credentials, and who checks them. */
  #grantCredentials({ credentials, replays, apiKeys, secrets, ledger, responseKey }: BankData): void {
    const { api } = this;
    credentials.grantIssue(api.function(issueCredential));
    credentials.grantList(api.function(listCredentials));
    credentials.grantRevoke(api.function(revokeCredential));
    const legacy = api.authorizer('basic-or-digest');
    apiKeys.grantVerify(legacy);
    secrets.grantApiKeyPepper(legacy);
    secrets.grantMeteringKey(legacy);
    credentials.grantDigest(legacy);
    replays.grantClaim(legacy);
    const signatures = api.authorizer('signature');
    this.#grantCertificates({ credentials, apiKeys, secrets });
    credentials.grantSignature(signatures);
    replays.grantClaim(signatures);
    secrets.grantMeteringKey(signatures);
    ledger.grantMove(api.function(submitPaymentOrder));
    responseKey.grantSign(api.function(submitPaymentOrder));
    responseKey.grantGetPublicKey(api.function(listResponseKeys));
  }

  /** Who checks client certificates, alone and beside a key. */
  #grantCertificates({ credentials, apiKeys, secrets }: Pick<BankData, 'credentials' | 'apiKeys' | 'secrets'>): void {
    const alone = this.api.authorizer('client-certificate');
    const withKey = this.api.authorizer('api-key-and-client-certificate');
    for (const authorizer of [alone, withKey]) {
      credentials.grantCertificate(authorizer);
      secrets.grantMeteringKey(authorizer);
    }
    apiKeys.grantVerify(withKey);
    secrets.grantApiKeyPepper(withKey);
  }

  /** Who may do what with the data: one line a right. */
  #grant({ ledger, idempotency, apiKeys, rateLimits, secrets }: BankData): void {
    const { api } = this;
    ledger.grantOpen(api.function(openAccount));
    idempotency.grantAnswerOnce(api.function(openAccount));
    ledger.grantRename(api.function(renameAccount));
    ledger.grantRead(api.function(listReaders));
    ledger.grantShare(api.function(shareAccount));
    ledger.grantShare(api.function(unshareAccount));
    ledger.grantReadByOwner(api.function(listAccounts));
    ledger.grantRead(api.function(readAccount));
    ledger.grantReadEntries(api.function(listTransactions));
    ledger.grantMove(api.function(createTransfer));
    ledger.grantRead(api.function(readTransfer));
    ledger.grantReadByOwner(api.function(listCustomers));
    ledger.grantRead(api.function(readCustomer));
    ledger.grantChangeCustomer(api.function(changeCustomer));
    apiKeys.grantIssue(api.function(issueApiKey));
    secrets.grantApiKeyPepper(api.function(issueApiKey));
    apiKeys.grantList(api.function(listApiKeys));
    apiKeys.grantRotate(api.function(rotateApiKey));
    secrets.grantApiKeyPepper(api.function(rotateApiKey));
    apiKeys.grantRevoke(api.function(revokeApiKey));
    apiKeys.grantRead(api.function(reportLeaks));
    apiKeys.grantRevoke(api.function(reportLeaks));
    secrets.grantApiKeyPepper(api.function(reportLeaks));
    for (const name of ['api-key', 'api-key-or-access-token']) {
      apiKeys.grantVerify(api.authorizer(name));
      secrets.grantApiKeyPepper(api.authorizer(name));
      secrets.grantMeteringKey(api.authorizer(name));
    }
    for (const name of metered) rateLimits.grantTake(api.authorizer(name));
  }
}
