import type { Sqlite } from '../sqlite.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface Topic {
  readonly arn: string;
  readonly attributes: Attributes;
  readonly tags: Attributes;
}

export type Protocol = 'email' | 'lambda' | 'sms' | 'sqs';

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly attributes: Attributes;
  readonly isConfirmed: boolean;
}

/** Topics and subscriptions. Only this file sees rows. */
export class TopicStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
    // What a template declared is there when a template declares it again.
    for (const table of ['topics', 'subscriptions']) {
      database.prepare(`UPDATE ${table} SET present = 0 WHERE declared = 1`).run();
    }
  }

  topics(): readonly Topic[] {
    const rows = this.#database.prepare('SELECT * FROM topics WHERE present = 1 ORDER BY arn').all();
    return (rows as unknown as TopicRow[]).map(toTopic); // the columns of a STRICT table
  }

  topic(arn: string): Topic | undefined {
    const row = this.#database.prepare('SELECT * FROM topics WHERE present = 1 AND arn = ?').get(arn);
    return row === undefined ? undefined : toTopic(row as unknown as TopicRow); // the columns of a STRICT table
  }

  saveTopic({ arn, attributes, tags }: Topic, isDeclared = false): void {
    this.#database
      .prepare(
        `INSERT INTO topics (arn, attributes, tags, declared, present) VALUES (?, ?, ?, ?, 1)
         ON CONFLICT (arn) DO UPDATE SET attributes = excluded.attributes, tags = excluded.tags,
           declared = max(declared, excluded.declared), present = 1`,
      )
      .run(arn, JSON.stringify(attributes), JSON.stringify(tags), isDeclared ? 1 : 0);
  }

  removeTopic(arn: string): void {
    this.#database.prepare('DELETE FROM subscriptions WHERE topic_arn = ?').run(arn);
    this.#database.prepare('DELETE FROM topics WHERE arn = ?').run(arn);
  }

  subscriptions(topicArn?: string): readonly Subscription[] {
    const rows = this.#database.prepare('SELECT * FROM subscriptions WHERE present = 1 ORDER BY arn').all();
    return (rows as unknown as SubscriptionRow[]) // the columns of a STRICT table
      .map(toSubscription)
      .filter((subscription) => topicArn === undefined || subscription.topicArn === topicArn);
  }

  subscription(arn: string): Subscription | undefined {
    return this.subscriptions().find((subscription) => subscription.arn === arn);
  }

  /** A subscription that was confirmed stays so as long as its endpoint is the same. */
  saveSubscription(subscription: Subscription, isDeclared = false): Subscription {
    const { arn, topicArn, protocol, endpoint, attributes, isConfirmed } = subscription;
    this.#database
      .prepare(
        `INSERT INTO subscriptions (arn, topic_arn, protocol, endpoint, attributes, confirmed, declared, present)
         VALUES (?, ?, ?, ?, ?, ?, ?, 1)
         ON CONFLICT (arn) DO UPDATE SET
           confirmed = CASE WHEN protocol = excluded.protocol AND endpoint = excluded.endpoint
             THEN max(confirmed, excluded.confirmed) ELSE excluded.confirmed END,
           topic_arn = excluded.topic_arn, protocol = excluded.protocol, endpoint = excluded.endpoint,
           attributes = excluded.attributes, present = 1`,
      )
      .run(arn, topicArn, protocol, endpoint, JSON.stringify(attributes), isConfirmed ? 1 : 0, isDeclared ? 1 : 0);
    return this.subscription(arn) ?? subscription;
  }

  removeSubscription(arn: string): void {
    this.#database.prepare('DELETE FROM subscriptions WHERE arn = ?').run(arn);
  }

  /** Only the digest of a token is kept. */
  setToken(arn: string, digest: Buffer, untilMillis: number): void {
    this.#database
      .prepare('UPDATE subscriptions SET token = ?, token_until = ? WHERE arn = ?')
      .run(digest, untilMillis, arn);
  }

  hasToken(arn: string): boolean {
    const row = this.#database.prepare('SELECT token FROM subscriptions WHERE arn = ?').get(arn);
    return row?.['token'] instanceof Uint8Array;
  }

  /** Confirms the subscription that the token was made for, and answers its ARN. */
  confirm(topicArn: string, digest: Buffer, nowMillis: number): string | undefined {
    const row = this.#database
      .prepare(
        `UPDATE subscriptions SET confirmed = 1
         WHERE present = 1 AND topic_arn = ? AND token = ? AND token_until > ? RETURNING arn`,
      )
      .get(topicArn, digest, nowMillis);
    return row === undefined ? undefined : String(row['arn']);
  }
}

interface TopicRow {
  readonly arn: string;
  readonly attributes: string;
  readonly tags: string;
}

interface SubscriptionRow {
  readonly arn: string;
  readonly topic_arn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly attributes: string;
  readonly confirmed: number;
}

const toTopic = ({ arn, attributes, tags }: TopicRow): Topic => ({
  arn,
  attributes: JSON.parse(attributes) as Attributes, // written by saveTopic() only
  tags: JSON.parse(tags) as Attributes, // written by saveTopic() only
});

const toSubscription = (row: SubscriptionRow): Subscription => ({
  arn: row.arn,
  topicArn: row.topic_arn,
  protocol: row.protocol,
  endpoint: row.endpoint,
  attributes: JSON.parse(row.attributes) as Attributes, // written by saveSubscription() only
  isConfirmed: row.confirmed === 1,
});
