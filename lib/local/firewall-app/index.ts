export { escapeBytes } from './escape-bytes.ts';
export { gatewayRefusal } from './gateway-refusal.ts';
export { type LoadedFirewall, type LoadOptions, loadFirewall } from './load-firewall.ts';
export { assemblyOptions, assemblyUsage, withAssembly } from './with-assembly.ts';
