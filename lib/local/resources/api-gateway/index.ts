import type { ResourceType } from '../../resource-type.ts';
import { account } from './account.ts';
import { apiKey } from './api-key.ts';
import { authorizer } from './authorizer.ts';
import { basePathMapping } from './base-path-mapping.ts';
import { deployment } from './deployment.ts';
import { domainName } from './domain-name.ts';
import { gatewayResponse } from './gateway-response.ts';
import { method } from './method.ts';
import { model } from './model.ts';
import { requestValidator } from './request-validator.ts';
import { resource } from './resource.ts';
import { restApi } from './rest-api.ts';
import { stage } from './stage.ts';
import { usagePlan } from './usage-plan.ts';
import { usagePlanKey } from './usage-plan-key.ts';

export const apiGatewayResourceTypes: readonly ResourceType[] = [
  restApi,
  resource,
  method,
  model,
  requestValidator,
  authorizer,
  gatewayResponse,
  deployment,
  stage,
  usagePlan,
  apiKey,
  usagePlanKey,
  account,
  domainName,
  basePathMapping,
];
