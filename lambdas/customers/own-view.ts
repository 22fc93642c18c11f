import type { CustomerFile, OwnCustomerFile } from '../schemas.ts';

/** What a customer sees of the file on herself: not what operators note down. */
export const toOwnView = ({ note: _note, ...own }: CustomerFile): OwnCustomerFile => own;
