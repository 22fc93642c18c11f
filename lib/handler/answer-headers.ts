import { environment, securityHeaders } from '../contract/index.ts';

/** Headers of every answer: the security headers, and where the stack names an origin, that one may read it. */
export const answerHeaders = (): Readonly<Record<string, string>> => ({ ...securityHeaders, ...corsHeaders() });

/** Never the origin that asks: only the one that the stack names (Fetch standard §3.2.3). */
function corsHeaders(): Readonly<Record<string, string>> {
  const origin = process.env[environment.corsOrigin];
  if (origin === undefined) return {};
  // Browsers hide every other header but those that each answer may have (Fetch standard §3.3.5).
  const exposed = process.env[environment.corsExposed];
  return {
    'Access-Control-Allow-Origin': origin,
    ...(exposed !== undefined && { 'Access-Control-Expose-Headers': exposed }),
    Vary: 'Origin',
  };
}
