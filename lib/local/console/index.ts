export { type ConsoleKey, keepConsoleKey, readConsoleKey } from './console-key.ts';
export type { ConsoleOptions } from './console-options.ts';
export { createConsole } from './create-console.ts';
export type { OverviewTable } from './overview-table.ts';
