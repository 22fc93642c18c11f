import type { Intrinsic } from '../scope.ts';
import { stringOf } from './arguments.ts';

/** `{ "Fn::Base64": "text" }` */
export const base64: Intrinsic = (argument, place, evaluation) =>
  Buffer.from(stringOf(argument, place, evaluation)).toString('base64');
