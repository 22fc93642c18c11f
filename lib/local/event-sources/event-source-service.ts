/** What of a stream or queue is handed to which function, and how (`AWS::Lambda::EventSourceMapping`). */
export interface EventSourceMapping {
  /** The same at every start: what was read is remembered under it. */
  readonly uuid: string;
  readonly functionArn: string;
  /** The stream of a table, or a queue. */
  readonly eventSourceArn: string;
  readonly enabled: boolean;
  /** Of a stream: where a mapping begins that has never read from it. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST' | undefined;
  readonly batchSize: number;
  /** How long to gather records for a fuller batch. */
  readonly windowSeconds: number;
  /** Of a stream: after the first attempt; -1 for ever. */
  readonly maximumRetryAttempts: number;
  /** Of a stream: older records are given up; -1 never. */
  readonly maximumRecordAgeSeconds: number;
  /** Of a stream: halve a batch that failed before it is tried again. */
  readonly bisects: boolean;
  /** `ReportBatchItemFailures`: the function says which of a batch failed. */
  readonly reportsItemFailures: boolean;
  /** Event patterns as JSON; a record must match one of them, if there are any. */
  readonly filters: readonly string[];
  /** Of a stream: ARN that is told of batches that are given up. */
  readonly onFailure: string | undefined;
}

/** Reads streams and queues for functions. */
export interface EventSourceService {
  /** @throws Error when the function is unknown, the source of another kind, or a filter cannot be evaluated */
  declareMapping(mapping: EventSourceMapping): void;
  /**
   * Begins to read, once everything is declared.
   *
   * @throws Error when the role of a function may not read its source: AWS refuses the deployment
   */
  start(): void;
  /** Does what is due by now and waits for it, for a test that moved the clock. */
  check(): Promise<void>;
  /** Hands out nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
  close(): void;
}
