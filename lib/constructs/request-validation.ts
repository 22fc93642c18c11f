import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { type Endpoint, type GatewayModel, toGatewayModel } from '../contract/index.ts';
import { requestParametersOf } from './request-parameters.ts';

/** The part of a method's options that says what its request must look like. */
type RequestOptions = Pick<apigateway.MethodOptions, 'requestParameters' | 'requestModels' | 'requestValidator'>;

/** The models and the two validators of an API. */
export class RequestValidation extends Construct {
  readonly #restApi: apigateway.RestApi;
  readonly #everything: apigateway.RequestValidator;
  #parametersOnly: apigateway.RequestValidator | undefined;

  constructor(scope: Construct, id: string, restApi: apigateway.RestApi) {
    super(scope, id);
    this.#restApi = restApi;
    this.#everything = restApi.addRequestValidator('Everything', {
      validateRequestParameters: true,
      validateRequestBody: true,
    });
  }

  /**
   * Parameters are always refused at the gateway; a body only where the contract gives up the pointers to its faults.
   * The model stands in both cases: it is what the API promises.
   */
  optionsFor(endpoint: Endpoint): RequestOptions {
    const { body } = endpoint.request;
    const left = body !== undefined && endpoint.bodyRefusedBy === 'handler';
    return {
      requestParameters: requestParametersOf(endpoint),
      requestValidator: left ? this.#onlyParameters() : this.#everything,
      ...(body !== undefined && {
        requestModels: { 'application/json': this.#model(endpoint.id, toGatewayModel(body)) },
      }),
    };
  }

  #onlyParameters(): apigateway.RequestValidator {
    this.#parametersOnly ??= this.#restApi.addRequestValidator('ParametersOnly', {
      validateRequestParameters: true,
      validateRequestBody: false,
    });
    return this.#parametersOnly;
  }

  /** L1, because the L2 model rewrites the schema through a vocabulary of its own, and drops what that lacks. */
  #model(id: string, { model: schema, lossy }: GatewayModel): apigateway.IModel {
    const model = new apigateway.CfnModel(this, `Model-${id}`, {
      restApiId: this.#restApi.restApiId,
      contentType: 'application/json',
      schema,
    });
    // Whoever reads the template sees what the handler refuses beyond the model.
    if (lossy.length > 0) model.addMetadata('portcullis:refused-by-the-handler', lossy);
    // A changed model reaches callers only by a new deployment.
    const deployment = this.#restApi.latestDeployment;
    deployment?.addToLogicalId({ model: schema });
    deployment?.node.addDependency(model);
    return apigateway.Model.fromModelName(this, `ModelOf-${id}`, model.ref);
  }
}
