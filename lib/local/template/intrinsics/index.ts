import type { Intrinsic } from '../scope.ts';
import { base64 } from './base64.ts';
import { findInMap } from './find-in-map.ts';
import { getAtt } from './get-att.ts';
import { ifElse } from './if.ts';
import { importValue } from './import-value.ts';
import { join } from './join.ts';
import { ref } from './ref.ts';
import { select } from './select.ts';
import { split } from './split.ts';
import { sub } from './sub.ts';

/** The intrinsic functions of a template's values; those of conditions are in `conditions.ts`. */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', ifElse],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', importValue],
  ['Fn::Base64', base64],
]);
