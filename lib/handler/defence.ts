import type { Step } from './call.ts';
import { attachAuthenticationInfo } from './steps/attach-authentication-info.ts';
import { attachExpectedVersion } from './steps/attach-expected-version.ts';
import { attachHeaders } from './steps/attach-headers.ts';
import { attachIdempotencyKey } from './steps/attach-idempotency-key.ts';
import { attachInput } from './steps/attach-input.ts';
import { attachPrincipal } from './steps/attach-principal.ts';
import { attachRateLimit } from './steps/attach-rate-limit.ts';
import { attachRequestId } from './steps/attach-request-id.ts';
import { attachView } from './steps/attach-view.ts';
import { checkBodySize } from './steps/check-body-size.ts';
import { checkContentDigest } from './steps/check-content-digest.ts';
import { checkContentType } from './steps/check-content-type.ts';
import { checkDemands } from './steps/check-demands.ts';
import { checkNoBody } from './steps/check-no-body.ts';
import { checkPermission } from './steps/check-permission.ts';
import { checkRateLimit } from './steps/check-rate-limit.ts';
import { checkRoute } from './steps/check-route.ts';
import { checkScopes } from './steps/check-scopes.ts';
import { parseBody } from './steps/parse-body.ts';

/** What a request passes before its handler runs, in this order: who calls is settled before anything is read. */
export const defence: readonly Step[] = [
  attachRequestId,
  checkRoute,
  attachRateLimit,
  attachAuthenticationInfo,
  checkRateLimit,
  attachHeaders,
  attachPrincipal,
  checkScopes,
  checkDemands,
  checkPermission,
  attachView,
  checkNoBody,
  checkContentType,
  checkBodySize,
  checkContentDigest,
  parseBody,
  attachIdempotencyKey,
  attachInput,
  attachExpectedVersion,
];
