import type { Intrinsic } from '../scope.ts';
import { stringOf } from './arguments.ts';

/** `{ "Fn::ImportValue": "ExportName" }`: an output of a stack that was declared before. */
export const importValue: Intrinsic = (argument, place, evaluation) =>
  evaluation.scope.exported(stringOf(argument, place, evaluation), place);
