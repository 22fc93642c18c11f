import { runVault } from './running-vault.ts';

/** Runs the vault until it is killed: `<folder> <step in which the function never ends>`. */
const [folder = '', hangsAt = ''] = process.argv.slice(2);
const vault = await runVault(folder, { hangsAt });
const timer = setInterval(() => {
  const reached = new RegExp(`step ${hangsAt} of ([0-9a-f-]{36})`).exec(vault.log());
  if (reached === null) return;
  clearInterval(timer);
  console.log(`${reached[1]} ${vault.services.secretsManager.secretString('login')}`);
}, 20);
// Alarms and servers of the vault keep no process alive on their own.
setInterval(() => {}, 1000);
