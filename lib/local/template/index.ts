export {
  type DeclaredResource,
  type DeclaredStack,
  declareStack,
  type StackDeclarationOptions,
} from './declare-stack.ts';
export { parseTemplate, type Template } from './template.ts';
export { TemplateError } from './template-error.ts';
