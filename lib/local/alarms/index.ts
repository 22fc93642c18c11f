export { type AlarmClock, type AlarmClockOptions, createAlarmClock } from './create-alarm-clock.ts';
export type { CronExpression } from './cron-expression.ts';
export { nextRun, type Recurrence } from './next-run.ts';
export { parseScheduleExpression, type RateUnit, type ScheduleExpression } from './schedule-expression.ts';
export { ScheduleExpressionError } from './schedule-expression-error.ts';
export { withinWindow } from './within-window.ts';
export { isTimeZone } from './zoned-time.ts';
