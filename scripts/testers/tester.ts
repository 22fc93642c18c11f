import type { AttackedRequest } from './attacked-requests.ts';

/** A bank as a tester sees it. */
export interface Target {
  readonly url: string;
  /** Fresh ones for each tester, so that none finds its credentials used up by another. */
  readonly requests: readonly AttackedRequest[];
  readonly isDeclared: (method: string, path: string) => boolean;
  /** Whether the web ACL stands in front: it answers by itself, in what media type AWS lets it. */
  readonly isBehindFirewall: boolean;
  /** For reports and whatever else the tester writes. */
  readonly folder: string;
}

export interface TesterReport {
  /** What it attacked: parameters, addresses, payloads. Nothing attacked is no clean bill. */
  readonly attacked: number;
  /** What it reports, in a line each, and whatever kept it from attacking. */
  readonly findings: readonly string[];
  /** What it reports and we accept, with the reason. */
  readonly accepted: readonly string[];
}

/** A security tester of other people's. */
export interface Tester {
  /** Of its program and its Debian package, and as `npm run testers -- <name>` takes it. */
  readonly name: string;
  readonly attack: (target: Target) => Promise<TesterReport>;
  /** Sends more than the rate rules of the firewall allow, last of all. */
  readonly flood?: (target: Target) => Promise<TesterReport>;
}
