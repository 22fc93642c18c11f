import type { AlarmClock } from '../alarms/index.ts';
import type { Deliver } from '../delivery.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { Sqlite } from '../sqlite.ts';
import type { ScheduleStore } from './schedule-store.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly store: ScheduleStore;
  readonly alarms: Pick<AlarmClock, 'set' | 'cancel' | 'dueAt'>;
  readonly deliver: Deliver;
  readonly iam: Pick<IamService, 'mayBeAssumedBy'>;
  /** Told of a message that no target took and that has no dead-letter queue. */
  readonly report: (error: unknown) => void;
}

export const DEFAULT_GROUP = 'default';

export const arnOfSchedule = ({ environment }: Pick<Engine, 'environment'>, group: string, name: string): string =>
  arnOf(environment, 'scheduler', `schedule/${group}/${name}`);

export const arnOfGroup = ({ environment }: Pick<Engine, 'environment'>, name: string): string =>
  arnOf(environment, 'scheduler', `schedule-group/${name}`);
