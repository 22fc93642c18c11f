import { validationError } from '../errors.ts';
import type { WriteMembers } from './write-members.ts';

/** @throws AwsError when `ReturnValues` asks for what only an update can show */
export const assertShowsOld = ({ ReturnValues: returns = 'NONE' }: WriteMembers): void => {
  if (returns !== 'NONE' && returns !== 'ALL_OLD') throw validationError('ReturnValues can only be ALL_OLD or NONE');
};
