export { type BundledHandler, type BundledHandlers, type BundleOptions, bundle } from './bundle.ts';
export { BundlingError, type HandlerFile, type HandlerKind, type HandlerSource, handlersIn } from './handlers-in.ts';
