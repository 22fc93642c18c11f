import { environment } from '../../contract/index.ts';

/** The protection space of every challenge (RFC 9110 §11.5): the name of the service. */
export const realm = (): string => process.env[environment.service] ?? '';
