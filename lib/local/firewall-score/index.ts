export { loadWebAcl } from './load-web-acl.ts';
export { runScoreCommand, scoreUsage } from './score-command.ts';
