/** What is wrong with a schedule expression. Services answer it with an error code of their own. */
export class ScheduleExpressionError extends Error {
  override readonly name = 'ScheduleExpressionError';
}
