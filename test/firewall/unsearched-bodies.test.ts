import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asBody, bankFirewall } from './bank-firewall.ts';
import { firewallOf } from './firewall-of.ts';

const { evaluate } = firewallOf(bankFirewall().template);

/** Files in which people have left keys: what a report names, an attack would name, too. */
const files = ['.bash_history', '.ssh/id_rsa', 'bin/deploy.sh', 'config/php.ini', 'web.config', 'etc/hosts', '.netrc'];

const reportOf = (file: string) => {
  const url = `https://github.com/octocat/dotfiles/blob/5a1e0c7/${file}`;
  return [{ token: 'pcl_live_0123456789ab_0', type: 'bank_key', url, source: 'content' }];
};

describe('a body that names files as its contract says', () => {
  it('reaches the handler: a report of a leaked key is never refused for where the key was found', () => {
    for (const file of files) {
      const { action, seen } = evaluate(asBody(reportOf(file), { uriPath: '/secret-scanning/alerts' }));
      assert.equal(action, 'allow', `${file}: ${seen.terminatingRule}`);
    }
  });

  it('is refused at every other endpoint', () => {
    for (const file of files) {
      const { seen } = evaluate(asBody(reportOf(file), { uriPath: '/transfers' }));
      assert.equal(seen.terminatingRule, 'ShellInBody', file);
    }
  });

  it('is taken by no other method of the path, and its query is looked into', () => {
    const report = asBody(reportOf('etc/hosts'), { uriPath: '/secret-scanning/alerts' });
    assert.equal(evaluate({ ...report, method: 'OPTIONS' }).seen.terminatingRule, 'ShellInBody');
    const query = `q=${encodeURIComponent('; cat /etc/passwd')}`;
    assert.equal(evaluate({ ...report, queryString: query }).action, 'block');
  });
});
