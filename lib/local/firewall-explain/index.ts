export { explainUsage, runExplainCommand } from './explain-command.ts';
