import { writeSync } from 'node:fs';

// Child process: imports one candidate once. Lambda's runtime has loaded these modules before any handler.
await Promise.all(['node:http', 'node:path', 'node:fs', 'node:async_hooks'].map((name) => import(name)));

const [, , module = ''] = process.argv;
const start = performance.now();
await import(module);
writeSync(1, String(performance.now() - start));
process.exit(0);
