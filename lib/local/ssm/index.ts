export {
  createParameterStore,
  type ParameterDefinition,
  type ParameterStoreOptions,
  type SsmService,
} from './create-parameter-store.ts';
