import { randomBytes, randomUUID } from 'node:crypto';
import type { Sqlite } from '../sqlite.ts';
import type { Vault } from '../vault.ts';
import type { MessageAttributes } from './message-attributes.ts';

/** What a sender gave, and what the queue notes of it. */
export interface MessageContent {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly traceHeader?: string | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** The queue that gave up on it. */
  readonly deadLetterSourceArn?: string | undefined;
}

export interface ReceivedMessage extends MessageContent {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly sequenceNumber: string;
  readonly sentAtMillis: number;
  readonly firstReceivedAtMillis: number;
  readonly receiveCount: number;
}

/** The messages of all queues. Only this file sees their rows. */
export class MessageStore {
  readonly #database: Sqlite;
  readonly #vault: Vault;

  constructor(database: Sqlite, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  add(
    queue: string,
    content: MessageContent,
    times: { readonly sentAtMillis: number; readonly visibleAtMillis: number; readonly expiresAtMillis: number },
    messageId: string = randomUUID(),
  ): { readonly messageId: string; readonly sequenceNumber: string } {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO messages (queue, id, sealed, sent_at, visible_at, expires_at, message_group)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        queue,
        messageId,
        this.#vault.seal(messageId, JSON.stringify(content)),
        times.sentAtMillis,
        times.visibleAtMillis,
        times.expiresAtMillis,
        content.groupId ?? null,
      );
    return { messageId, sequenceNumber: toSequenceNumber(Number(lastInsertRowid)) };
  }

  /** The positions of the oldest messages that may be received now; none of a message group with one in flight. */
  receivable(queue: string, nowMillis: number, isFifo: boolean, most: number): readonly number[] {
    const rows = this.#database
      .prepare(
        `SELECT position FROM messages AS it WHERE queue = ? AND visible_at <= ? AND expires_at > ?
         ${isFifo ? NONE_IN_FLIGHT : ''} ORDER BY position LIMIT ?`,
      )
      .all(...[queue, nowMillis, nowMillis, ...(isFifo ? [nowMillis] : []), most]);
    return rows.map(({ position }) => Number(position));
  }

  /** Takes a message into flight, with a new receipt handle. */
  receive(position: number, nowMillis: number, visibleAtMillis: number): ReceivedMessage {
    const receipt = randomBytes(16).toString('base64url');
    const row = this.#database
      .prepare(
        `UPDATE messages SET receive_count = receive_count + 1, visible_at = ?, receipt = ?,
           first_received_at = coalesce(first_received_at, ?)
         WHERE position = ? RETURNING *`,
      )
      .get(visibleAtMillis, receipt, nowMillis, position);
    const { id, sealed, sent_at, first_received_at, receive_count } = row as unknown as MessageRow; // it was found
    return {
      ...this.#open(id, sealed),
      messageId: id,
      receiptHandle: Buffer.from(JSON.stringify([position, receipt])).toString('base64'),
      sequenceNumber: toSequenceNumber(position),
      sentAtMillis: sent_at,
      firstReceivedAtMillis: first_received_at ?? nowMillis,
      receiveCount: receive_count,
    };
  }

  receiveCount(position: number): number {
    return Number(
      this.#database.prepare('SELECT receive_count FROM messages WHERE position = ?').get(position)?.['receive_count'],
    );
  }

  /** Moves a message to another queue, as one that was never received; it stays as old as it is. */
  move(
    position: number,
    queue: string,
    deadLetterSourceArn: string,
    expiresAtMillis: (sentAt: number) => number,
  ): void {
    const row = this.#database.prepare('SELECT * FROM messages WHERE position = ?').get(position);
    const { id, sealed, sent_at } = row as unknown as MessageRow; // it was found
    this.#database.prepare('DELETE FROM messages WHERE position = ?').run(position);
    const content = { ...this.#open(id, sealed), deadLetterSourceArn };
    const times = { sentAtMillis: sent_at, visibleAtMillis: 0, expiresAtMillis: expiresAtMillis(sent_at) };
    this.add(queue, content, times, id);
  }

  /** What a receipt handle stands for: `stale` when the message was received again since, or is gone. */
  findReceipt(
    queue: string,
    handle: string,
    nowMillis: number,
  ): { readonly position: number; readonly isInFlight: boolean } | 'stale' | 'invalid' {
    const parsed = parseHandle(handle);
    if (parsed === undefined) return 'invalid';
    const row = this.#database
      .prepare('SELECT visible_at FROM messages WHERE position = ? AND queue = ? AND receipt = ?')
      .get(parsed.position, queue, parsed.receipt);
    if (row === undefined) return 'stale';
    return { position: parsed.position, isInFlight: Number(row['visible_at']) > nowMillis };
  }

  setVisibleAt(position: number, visibleAtMillis: number): void {
    this.#database.prepare('UPDATE messages SET visible_at = ? WHERE position = ?').run(visibleAtMillis, position);
  }

  remove(position: number): void {
    this.#database.prepare('DELETE FROM messages WHERE position = ?').run(position);
  }

  purge(queue: string): void {
    this.#database.prepare('DELETE FROM messages WHERE queue = ?').run(queue);
  }

  removeExpired(queue: string, nowMillis: number): void {
    this.#database.prepare('DELETE FROM messages WHERE queue = ? AND expires_at <= ?').run(queue, nowMillis);
  }

  /** When the next message becomes visible, after now. */
  nextVisibleAt(queue: string, nowMillis: number): number | undefined {
    const row = this.#database
      .prepare('SELECT min(visible_at) AS least FROM messages WHERE queue = ? AND visible_at > ?')
      .get(queue, nowMillis);
    const least = row?.['least'];
    return typeof least === 'number' ? least : undefined;
  }

  count(
    queue: string,
    nowMillis: number,
  ): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const row = this.#database
      .prepare(
        `SELECT coalesce(sum(visible_at <= ?), 0) AS visible,
           coalesce(sum(visible_at > ? AND receive_count > 0), 0) AS in_flight,
           coalesce(sum(visible_at > ? AND receive_count = 0), 0) AS delayed
         FROM messages WHERE queue = ? AND expires_at > ?`,
      )
      .get(nowMillis, nowMillis, nowMillis, queue, nowMillis);
    return {
      visible: Number(row?.['visible']),
      inFlight: Number(row?.['in_flight']),
      delayed: Number(row?.['delayed']),
    };
  }

  /** The message that was sent with the same deduplication id within five minutes. */
  duplicate(
    queue: string,
    key: string,
    nowMillis: number,
  ): { readonly messageId: string; readonly sequenceNumber: string } | undefined {
    this.#database.prepare('DELETE FROM deduplication WHERE sent_at <= ?').run(nowMillis - DEDUPLICATION_MILLIS);
    const row = this.#database
      .prepare('SELECT id, position FROM deduplication WHERE queue = ? AND key = ?')
      .get(queue, key);
    return row === undefined
      ? undefined
      : { messageId: String(row['id']), sequenceNumber: toSequenceNumber(Number(row['position'])) };
  }

  noteForDuplicates(
    queue: string,
    key: string,
    sent: { readonly messageId: string; readonly sequenceNumber: string },
    nowMillis: number,
  ): void {
    this.#database
      .prepare('INSERT INTO deduplication (queue, key, id, position, sent_at) VALUES (?, ?, ?, ?, ?)')
      .run(queue, key, sent.messageId, Number(sent.sequenceNumber), nowMillis);
  }

  #open(id: string, sealed: Uint8Array): MessageContent {
    const content = JSON.parse(this.#vault.open(id, sealed).toString('utf8'));
    return content as MessageContent; // sealed by add() only
  }
}

const DEDUPLICATION_MILLIS = 5 * 60 * 1_000;

/** Of its group. */
const NONE_IN_FLIGHT = `AND NOT EXISTS (
  SELECT 1 FROM messages AS other
  WHERE other.queue = it.queue AND other.message_group = it.message_group
    AND other.visible_at > ? AND other.receive_count > 0)`;

interface MessageRow {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly sent_at: number;
  readonly first_received_at: number | null;
  readonly receive_count: number;
}

/** Twenty digits, as AWS has them. */
const toSequenceNumber = (position: number): string => String(position).padStart(20, '0');

const parseHandle = (handle: string): { readonly position: number; readonly receipt: string } | undefined => {
  try {
    const [position, receipt]: unknown[] = JSON.parse(Buffer.from(handle, 'base64').toString());
    return typeof position === 'number' && typeof receipt === 'string' ? { position, receipt } : undefined;
  } catch {
    return undefined;
  }
};
