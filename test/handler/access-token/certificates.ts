import { issueAuthority, issueServerCertificate } from '../../../lib/local/tls/issue-certificate.ts';

const validity = { nowMillis: Date.now(), days: 30 };
const authority = issueAuthority(validity);
const issue = () => issueServerCertificate(authority, ['localhost'], validity).certificate.toString();

/** Two certificates, each of a key of its own. */
export const [clientCertificate, otherCertificate] = [issue(), issue()];
