/** Writes docs/firewall.md from the tables of the local firewall. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toFirewallPage } from '../../test/local/firewall/page/to-firewall-page.ts';

writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'firewall.md'), toFirewallPage());
