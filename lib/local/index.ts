export { accessUsage, runAccessCommand } from './dev/access-command.ts';
export { type CertsOptions, certsUsage, runCertsCommand } from './dev/certs-command.ts';
export { consoleUsage, runConsoleCommand } from './dev/console-command.ts';
export { devUsage, runDevCommand } from './dev/dev-command.ts';
export { firewallUsage, runFirewallCommand } from './dev/firewall-command.ts';
export { outboxUsage, runOutboxCommand } from './dev/outbox-command.ts';
export type { EnforcementReport, ReportLine } from './runtime/report.ts';
export { type LocalRuntime, type RunLocallyOptions, runLocally } from './runtime/run-locally.ts';
