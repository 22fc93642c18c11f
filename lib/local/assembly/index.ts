export { type Assembly, type AssemblyStack, readAssembly } from './read-assembly.ts';
