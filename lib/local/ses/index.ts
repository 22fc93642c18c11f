export { createSes, type SesService } from './create-ses.ts';
