export { runScoreCommand, scoreUsage } from './score-command.ts';
