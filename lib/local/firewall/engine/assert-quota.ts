import { beyond, type QuotaName, quotas } from '../quotas.ts';
import { FirewallRefusal } from './refusal.ts';

/** @throws FirewallRefusal for more than the quota allows */
export function assertQuota(name: QuotaName, found: number, path: string): void {
  if (!(found <= quotas[name].most)) throw new FirewallRefusal(path, `${found}: ${beyond(name)}`);
}
