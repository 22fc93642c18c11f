export { replayUsage, runReplayCommand } from './replay-command.ts';
