import type { JsonObject } from '../json.ts';

/** What `PutEvents` works with. */
export interface Engine {
  /** Of a name or an ARN. */
  busArn(nameOrArn: string): string;
  hasBus(arn: string): boolean;
  newEvent(event: NewEvent): JsonObject;
  dispatch(busArn: string, event: JsonObject): Promise<void>;
}

export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources: readonly string[];
  readonly timeMillis: number;
}
