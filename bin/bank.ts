import * as cdk from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import configuration from '../cdk.json' with { type: 'json' };
import { BankApi, BankData, BankIdentity } from '../lib/bank/index.ts';
import { bundle, handlersIn } from '../lib/constructs/index.ts';

/**
 * The CDK app of the bank. The context of cdk.json holds with and without the CDK's command line, so that both make the
 * same template. `PORTCULLIS_VALIDATE=false` skips the checks of the template, which cost seconds and change nothing.
 */
const validates = process.env['PORTCULLIS_VALIDATE'] !== 'false';

const app = new cdk.App({ context: configuration.context, builtinCloudFormationValidation: validates });
if (validates) cdk.Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));

const handlers = bundle(handlersIn(new URL('../lambdas', import.meta.url)));
const data = new BankData(app, 'BankData');
const identity = new BankIdentity(app, 'BankIdentity', { handlers });
new BankApi(app, 'BankApi', { handlers, data, identity });

app.synth();
