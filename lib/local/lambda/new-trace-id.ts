import { randomBytes } from 'node:crypto';

/** AWS X-Ray Developer Guide, "Tracing header": version, seconds since the epoch, 96 random bits. */
export const newTraceId = (): string =>
  `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`;
