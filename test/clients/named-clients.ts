import { randomBytes } from 'node:crypto';
import { type ClientNames, type Credential, issueClientCertificate } from '../../lib/local/tls/index.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { type CertifiedClient, clientOf, registerCertificate } from './certified-client.ts';
import { revokeCredential } from './issue.ts';
import { issueByOpenssl } from './openssl-authority.ts';

/** Names that one run of the clients registers, none of which another does. */
interface Names {
  readonly dns: string;
  readonly uri: string;
  readonly ip: string;
  readonly email: string;
  readonly revoked: string;
  readonly second: string;
}

/** What shows a client a certificate that it was never given: by openssl, as its configuration has it, or by our own issuer. */
export interface NamedClients {
  readonly names: Names;
  byOpenssl(alternativeNames: string, subject?: string): CertifiedClient;
  byUs(names: ClientNames): CertifiedClient;
}

/** Registers a client by a name of each type, each from one certificate of many that it will have. */
export async function prepareNamedClients(bank: RunningBank, authority: Credential): Promise<NamedClients> {
  const run = randomBytes(4).toString('hex');
  const names = {
    dns: `pay.${run}.acme.example`,
    uri: `spiffe://${run}.acme.example/ns/pay`,
    ip: `2001:db8:${run.slice(0, 4)}:${run.slice(4)}::7`,
    email: `Pay.${run}@acme.example`,
    revoked: `gone.${run}.acme.example`,
    second: `second.${run}.acme.example`,
  };
  const byUs = (wanted: ClientNames) =>
    clientOf(issueClientCertificate(authority, `named ${run}`, { nowMillis: Date.now(), days: 1 }, wanted));
  const register = (kind: keyof ClientNames, name: string) =>
    registerCertificate(bank, byUs({ [kind]: [name] }), { covers: { by: kind, name } });
  // One after the other: functions that all start at once take longer than their time.
  const revoked = await register('dns', names.revoked);
  for (const kind of ['dns', 'uri', 'ip', 'email'] as const) await register(kind, names[kind]);
  await register('dns', names.second);
  await revokeCredential(bank, revoked);
  return {
    names,
    byUs,
    byOpenssl: (alternativeNames, subject) => clientOf(issueByOpenssl(authority, alternativeNames, subject)),
  };
}

type Row = { readonly name: string; readonly who: (clients: NamedClients) => CertifiedClient };

const capitals = (uri: string): string => uri.replace(/^[^/]*\/\/[^/]*/, (host) => host.toUpperCase());

/** Who is let in: later certificates of a name, from another program than the one that the bank is tested with. */
export const namedVisitors: readonly Row[] = [
  { name: 'a registered host, by openssl', who: ({ byOpenssl, names }) => byOpenssl(`DNS:${names.dns}`, '/CN=new') },
  { name: 'the same by our own issuer', who: ({ byUs, names }) => byUs({ dns: [names.dns] }) },
  { name: 'the host in capitals', who: ({ byOpenssl, names }) => byOpenssl(`DNS:${names.dns.toUpperCase()}`) },
  { name: 'a registered URI', who: ({ byOpenssl, names }) => byOpenssl(`URI:${names.uri}`, '/') },
  { name: 'the URI with its host in capitals', who: ({ byOpenssl, names }) => byOpenssl(`URI:${capitals(names.uri)}`) },
  { name: 'a registered address', who: ({ byOpenssl, names }) => byOpenssl(`IP:${names.ip}`) },
  { name: 'a registered address of mail', who: ({ byOpenssl, names }) => byOpenssl(`email:${names.email}`) },
  {
    name: 'a registered host among names that nobody registered',
    who: ({ byOpenssl, names }) => byOpenssl(`DNS:a.example,DNS:*.b.example,IP:192.0.2.1,RID:1.2.3,DNS:${names.dns}`),
  },
];

/** Who is not. */
export const namedStrangers: readonly Row[] = [
  { name: 'a name that nobody registered', who: ({ byOpenssl }) => byOpenssl('DNS:stranger.acme.example') },
  { name: 'a name below a registered host', who: ({ byOpenssl, names }) => byOpenssl(`DNS:a.${names.dns}`) },
  { name: 'a name above a registered host', who: ({ byOpenssl, names }) => byOpenssl(`DNS:${parent(names.dns)}`) },
  { name: 'a wildcard over a registered host', who: ({ byOpenssl, names }) => byOpenssl(`DNS:*.${parent(names.dns)}`) },
  { name: 'a registered host with a dot behind it', who: ({ byOpenssl, names }) => byOpenssl(`DNS:${names.dns}.`) },
  {
    name: 'a registered host with a zero byte behind it',
    who: ({ byOpenssl, names }) => byOpenssl(inBytes(0x82, `${names.dns}\0.evil.example`)),
  },
  { name: 'a registered host as a URI', who: ({ byOpenssl, names }) => byOpenssl(inBytes(0x86, names.dns)) },
  {
    name: 'a registered host as common name',
    who: ({ byOpenssl, names }) => byOpenssl('DNS:a.example', `/CN=${names.dns}`),
  },
  {
    name: 'a registered host in a name of another kind',
    who: ({ byOpenssl, names }) => byOpenssl(`otherName:1.2.3;UTF8:${names.dns}`),
  },
  { name: 'a registered URI as a host', who: ({ byOpenssl, names }) => byOpenssl(inBytes(0x82, names.uri)) },
  {
    name: 'a registered URI with its path in capitals',
    who: ({ byOpenssl, names }) => byOpenssl(`URI:${names.uri.replace('/ns/pay', '/NS/PAY')}`),
  },
  { name: 'a registered URI that goes on', who: ({ byOpenssl, names }) => byOpenssl(`URI:${names.uri}/more`) },
  {
    name: 'a registered URI by a detour',
    who: ({ byOpenssl, names }) => byOpenssl(`URI:${names.uri.replace('/ns', '/x/../ns')}`),
  },
  { name: 'a registered address as text', who: ({ byOpenssl, names }) => byOpenssl(inBytes(0x82, names.ip)) },
  { name: 'the first four bytes of a registered address', who: ({ byOpenssl }) => byOpenssl('IP:32.1.13.184') },
  {
    name: 'an address of mail in other letters',
    who: ({ byOpenssl, names }) => byOpenssl(`email:${names.email.toLowerCase()}`),
  },
  { name: 'the host of a registered address of mail', who: ({ byOpenssl }) => byOpenssl('DNS:acme.example') },
  { name: 'a name that was revoked', who: ({ byOpenssl, names }) => byOpenssl(`DNS:${names.revoked}`) },
  {
    name: 'two registered names at once',
    who: ({ byOpenssl, names }) => byOpenssl(`DNS:${names.dns},DNS:${names.second}`),
  },
  {
    name: 'a registered name and a revoked one',
    who: ({ byOpenssl, names }) => byOpenssl(`DNS:${names.dns},DNS:${names.revoked}`),
  },
  { name: 'an empty list of names', who: ({ byOpenssl }) => byOpenssl('DER:30:00') },
  {
    name: 'an empty name beside a registered one',
    who: ({ byOpenssl, names }) => byOpenssl(inBytes(0x82, names.dns, '')),
  },
  {
    name: 'a registered host among more names than are looked up',
    who: ({ byOpenssl, names }) => byOpenssl([names.dns, ...'abcdefgh'].map((name) => `DNS:${name}`).join()),
  },
];

const parent = (host: string): string => host.slice(host.indexOf('.') + 1);

/** Alternative names whose bytes no configuration would give, each of one type. */
function inBytes(tag: number, ...names: readonly string[]): string {
  const members = names.map((name) => Buffer.concat([Buffer.from([tag, name.length]), Buffer.from(name, 'latin1')]));
  const content = Buffer.concat(members);
  const whole = Buffer.concat([Buffer.from([0x30, content.length]), content]);
  return `DER:${(whole.toString('hex').match(/../g) ?? []).join(':')}`;
}
