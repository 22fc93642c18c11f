export {
  type AccessReport,
  accessReport,
  type FunctionAccess,
  type PartUse,
  type StatementUse,
} from './access-report.ts';
export { ACCESS_FILE, AccessStore } from './access-store.ts';
export { type AccessOptions, type AccessService, createAccess } from './create-access.ts';
export { printAccess } from './print-access.ts';
