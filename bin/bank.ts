import * as cdk from 'aws-cdk-lib';
import configuration from '../cdk.json' with { type: 'json' };
import { createBank } from '../lib/bank/index.ts';
import { bundle, handlersIn } from '../lib/constructs/index.ts';

/**
 * The CDK app of the bank. It makes the same template with and without the CDK's command line, because it takes from
 * cdk.json what that would. `PORTCULLIS_VALIDATE=false` leaves out the checks of the template, which take seconds and
 * change nothing.
 */
const validates = process.env['PORTCULLIS_VALIDATE'] !== 'false';

const app = new cdk.App({
  context: {
    ...configuration.context,
    'aws:cdk:enable-path-metadata': configuration.pathMetadata,
    'aws:cdk:enable-asset-metadata': configuration.assetMetadata,
  },
  builtinCloudFormationValidation: validates,
});
if (validates) {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  cdk.Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
createBank(app, bundle(handlersIn(new URL('../lambdas', import.meta.url))));
app.synth();
