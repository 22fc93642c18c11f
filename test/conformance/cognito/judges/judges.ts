import type { Judge } from '../case.ts';
import { amazonCognitoIdentityJs } from './amazon-cognito-identity-js.ts';
import { awsSdk } from './aws-sdk.ts';
import { devices } from './devices.ts';
import { oauth4webapi } from './oauth4webapi.ts';
import { openidClient } from './openid-client.ts';

/** Those that need nothing but Node; the browser is the judge that does. */
export const judges: readonly Judge[] = [awsSdk, amazonCognitoIdentityJs, devices, openidClient, oauth4webapi];
