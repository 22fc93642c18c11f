import { AwsError } from '../../aws-service.ts';
import type { Operation } from './operation.ts';
import { rightTo } from './rights.ts';

const BACKUPS = 'nothing is backed up or restored here';
const PARTIQL = 'it speaks expressions, not PartiQL';
const REPLICAS = 'there is one region here';

/** Operations that are refused with a reason. Every other that is not there is refused by its name alone. */
const reasons = {
  BatchExecuteStatement: PARTIQL,
  CreateBackup: BACKUPS,
  CreateGlobalTable: REPLICAS,
  EnableKinesisStreamingDestination:
    'there is no Kinesis here; its own streams are read by functions and DynamoDB Streams',
  ExecuteStatement: PARTIQL,
  ExecuteTransaction: PARTIQL,
  ExportTableToPointInTime: BACKUPS,
  ImportTable: 'there is no S3 here to import from',
  PutResourcePolicy: 'the policy of a table is the one of the template',
  RestoreTableFromBackup: BACKUPS,
  RestoreTableToPointInTime: BACKUPS,
  UpdateGlobalTable: REPLICAS,
} as const satisfies Record<string, string>;

export const refused: readonly Operation[] = Object.entries(reasons).map(([name, notDone]) => ({
  name,
  notDone,
  rights: (engine, request) => [rightTo(engine, name, request)],
  run: () => {
    throw new AwsError('UnknownOperationException', `The local DynamoDB does not do ${name}: ${notDone}.`);
  },
}));
