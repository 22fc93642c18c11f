import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

const chain = '@aws-sdk/credential-provider-node';
const namespace = 'portcullis-credentials';

/** Modules of the AWS SDK's clients, which take their default credentials from the chain. */
const ofClient = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]/;

/**
 * Lets the AWS SDK's clients take credentials from the environment alone, where Lambda puts those of the function's role.
 * The chain that they bring (profiles, single sign-on, web identities, instance metadata) has nothing to find there: it
 * is a third of a small function, and more places that a credential could come from. A handler's own import of the chain
 * stays what it is.
 */
export const credentialsPlugin: Plugin = {
  name: 'portcullis-credentials',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: new RegExp(`^${chain}$`) }, async ({ path, importer, resolveDir, kind }) => {
      if (!ofClient.test(importer)) return undefined;
      // The chain's own package is who depends on the part that is wanted.
      const whole = await resolve(path, { resolveDir, kind, importer: chain });
      return whole.errors.length > 0 ? { errors: whole.errors } : { path: whole.path, namespace, sideEffects: false };
    });
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};
