import { UserRole } from '../schemas.ts';

/** Roles that people can have. The bundler evaluates this module to plain data. */
export const userRoles = [...UserRole.options];
