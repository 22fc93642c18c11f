import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toClientCertificate } from '../gateway/index.ts';
import { clientAuthorityIn, issueTestClient, type TestClient, testClientsIn } from '../tls/index.ts';
import { tlsFolderOf } from './local-context.ts';
import { deployedTarget, localTarget, revokeCertificate } from './revoke-certificate.ts';

/** How `portcullis certs` is called, for the help of the command line. */
export const certsUsage = `portcullis certs: certificates of test clients, for domains with mutual TLS

  init                   makes the authority that issues them (\`portcullis dev\` does, too) and says where its trust store is
  issue <client>         issues a certificate and a key, files that only you can read
  list                   shows all that were issued
  revoke <serial>        has the authorizers refuse a certificate, from the next request on

  --days <n>             how long a certificate is valid (default 90)
  --dns <name>           with issue: an alternative name, a host; several times for several
  --uri <uri>            the same, a URI: spiffe://acme.example/settlement
  --ip <address>         the same, an IPv4 or IPv6 address
  --email <address>      the same, an address of mail
  --certificate <file>   with revoke: a certificate of any authority, instead of a serial number
  --table <name>         with revoke: the table of credentials (default: the output CredentialTableName)
  --deployed             with revoke: in AWS, with the credentials of the environment
  --state <dir>          where state is kept (default .portcullis)`;

/** What the command is told of the rest of the product. */
export interface CertsOptions {
  /** Under which id authorizers look whether a certificate was revoked. */
  readonly revocationIdOf: (certificate: X509Certificate) => string;
  /** @default the console */
  readonly print?: (text: string) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** `portcullis certs` */
export async function runCertsCommand(args: readonly string[], options: CertsOptions): Promise<void> {
  const { print = console.log, now = Date.now } = options;
  const { values, positionals } = parseOptions(args);
  const [action = '', ...operands] = positionals;
  const perform = actions.get(action);
  if (perform === undefined) throw new Error(`There is no 'certs ${action}'.\n\n${certsUsage}`);
  await perform({ ...options, operands, values, print, now, stateFolder: resolve(values.state) });
}

interface Task extends Required<CertsOptions> {
  readonly operands: readonly string[];
  readonly values: ReturnType<typeof parseOptions>['values'];
  readonly stateFolder: string;
}

const actions: ReadonlyMap<string, (task: Task) => void | Promise<void>> = new Map([
  ['init', init],
  ['issue', issue],
  ['list', list],
  ['revoke', revoke],
]);

function init({ stateFolder, print, now }: Task): void {
  const { trustStoreFile, made } = clientAuthorityIn(tlsFolderOf(stateFolder), now());
  print(`${made ? 'Made' : 'There is'} an authority for test clients. Trust store: ${shown(trustStoreFile)}`);
}

function issue({ stateFolder, operands, values, print, now }: Task): void {
  const [client, ...rest] = operands;
  if (client === undefined || rest.length > 0) throw new Error('certs issue takes one name: certs issue acme');
  const days = Number(values.days);
  if (!(Number.isInteger(days) && days >= 1 && days <= 825)) throw new Error('--days must be a number from 1 to 825');
  const { dns, uri, ip, email } = values;
  const names = { dns, uri, ip, email };
  const issued = issueTestClient(tlsFolderOf(stateFolder), client, { nowMillis: now(), days, names });
  print(
    [
      `Certificate: ${shown(issued.files.certificate)}`,
      `Key:         ${shown(issued.files.key)}`,
      lineOf(issued),
      'An operator registers it: POST /credentials, with the certificate and not the key.',
    ].join('\n'),
  );
}

function list({ stateFolder, print }: Task): void {
  const all = testClientsIn(tlsFolderOf(stateFolder));
  print(all.length === 0 ? 'None was issued yet: portcullis certs issue <client>' : all.map(lineOf).join('\n'));
}

async function revoke({ stateFolder, operands, values, print, now, revocationIdOf }: Task): Promise<void> {
  const certificate =
    values.certificate === undefined
      ? issuedWith(stateFolder, operands)
      : new X509Certificate(readFileSync(values.certificate));
  const target = values.deployed ? deployedTarget(values.table, process.env) : localTarget(stateFolder, values.table);
  const { subjectDN, issuerDN } = toClientCertificate(certificate);
  const { serialNumber } = certificate;
  await revokeCertificate(target, revocationIdOf(certificate), { subjectDN, issuerDN, serialNumber }, now());
  print(`Revoked in ${target.table}: ${serialNumber}, ${subjectDN}`);
}

/** @throws Error when no certificate was issued here with the serial number: without one its issuer is not known */
function issuedWith(stateFolder: string, [serial = '', ...rest]: readonly string[]): X509Certificate {
  const wanted = serial.replaceAll(':', '').toUpperCase();
  const found = testClientsIn(tlsFolderOf(stateFolder)).find(({ certificate }) => certificate.serialNumber === wanted);
  if (found === undefined || rest.length > 0) {
    throw new Error(
      `No certificate with the serial number '${serial}' was issued here; name its file with --certificate`,
    );
  }
  return found.certificate;
}

const lineOf = ({ certificate }: TestClient): string => {
  const { subjectDN } = toClientCertificate(certificate);
  const { subjectAltName: names } = certificate;
  const until = certificate.validToDate.toISOString().slice(0, 10);
  return `${certificate.serialNumber}  ${subjectDN}${names === undefined ? '' : `  ${names}`}  until ${until}`;
};

const shown = (file: string): string => relative(process.cwd(), file) || file;

const several = { type: 'string', multiple: true } as const;

function parseOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      days: { type: 'string', default: '90' },
      ...{ dns: several, uri: several, ip: several, email: several },
      certificate: { type: 'string' },
      table: { type: 'string' },
      deployed: { type: 'boolean', default: false },
      state: { type: 'string', default: '.portcullis' },
    },
  });
}
