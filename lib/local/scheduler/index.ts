export { createScheduler, type SchedulerOptions, type SchedulerService } from './create-scheduler.ts';
export { type ScheduleDefinition, scheduleMembers, scheduleName } from './schedule.ts';
