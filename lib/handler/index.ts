export type { GatewayEvent, GatewayResult, LambdaContext } from './gateway-event.ts';
export { handleWith, type LambdaFunction } from './handle-with.ts';
export type { Implementation, Input, PromisedReply } from './implementation.ts';
export type { Answer, CallFacts, Log, LogFields, Observer } from './observe/observer.ts';
export { silent } from './observe/silent.ts';
export { Principal } from './principal/principal.ts';
export { type Sealed, seal } from './principal/sealed.ts';
export { Problem } from './problem.ts';
export { type Reply, reply } from './reply.ts';
