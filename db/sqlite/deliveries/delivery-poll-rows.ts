import { type Database } from 'better-sqlite3';
import { openStates } from '@/lib/deliveries/state';
import { type TrackedDelivery } from '@/lib/deliveries/tracked-delivery';

/** What a poll may write. */
const polledNames = [
  'eventType',
  'subjectId',
  'subjectLabel',
  'eventTimeMs',
  'firstFailedAtMs',
  'lastAttemptAtMs',
  'attemptCount',
  'markerCount',
  'attempts',
  'causeKey',
  'errorMessage',
  'state',
  'stateSinceMs',
  'signAtMs',
  'nextPollAtMs',
  'sendAfterMs',
  'failedAgainCount',
  'recoveredAtMs',
  'listed',
  'payloadLength',
] as const satisfies (keyof TrackedDelivery)[];

/** What a poll only reads. */
const readNames = ['seq', 'eventId', 'askedAtMs', 'markerCountAtAsk', 'attemptCountAtAsk', 'receiptSeqAtAsk'] as const;

export interface KnownRow extends TrackedDelivery {
  seq: number;
  eventId: string;
  receiptSeqAtAsk: number | null;
}

/** A row as the driver returns it. */
type RawRow = Omit<KnownRow, 'listed'> & { listed: number };

/** The times that steer our own polls; nobody sees them. */
const innerNames: readonly string[] = ['signAtMs', 'nextPollAtMs'];

const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const select = `SELECT ${[...readNames, ...polledNames].map((name) => `${columnOf(name)} ${name}`).join(', ')} FROM deliveries`;

/** Prepares reading the rows of an event stream that a poll can end: those listed or open. */
export function readKnown(sql: Database): (streamId: string) => KnownRow[] {
  const walk = `${select} INDEXED BY deliveries_listed WHERE stream_id = :streamId`;
  const open = openStates.map((state) => `'${state}'`).join(', ');
  const statement = sql.prepare<{ streamId: string }, RawRow>(
    `${walk} AND listed = 1 UNION ALL ${walk} AND listed = 0 AND state IN (${open})`,
  );
  return (streamId) => statement.all({ streamId }).map(knownRow);
}

/** The prepared statements of a poll: a list may hold thousands of deliveries. */
export class DeliveryPollRows {
  readonly #known;
  readonly #find;
  readonly #insert;
  readonly #update;

  constructor(sql: Database) {
    this.#known = readKnown(sql);
    this.#find = sql.prepare<{ streamId: string; eventId: string }, RawRow>(
      `${select} WHERE stream_id = :streamId AND event_id = :eventId`,
    );
    this.#insert = sql.prepare(
      `INSERT INTO deliveries (stream_id, event_id, ${polledNames.map(columnOf).join(', ')}, payload)
       VALUES (:streamId, :eventId, ${polledNames.map((name) => `:${name}`).join(', ')}, :payload)`,
    );
    this.#update = sql.prepare(
      `UPDATE deliveries SET ${polledNames.map((name) => `${columnOf(name)} = :${name}`).join(', ')},
         payload = coalesce(payload, :payload) WHERE seq = :seq`,
    );
  }

  /** See `readKnown`. */
  known(streamId: string): KnownRow[] {
    return this.#known(streamId);
  }

  find(streamId: string, eventId: string): KnownRow | undefined {
    const row = this.#find.get({ streamId, eventId });
    return row && knownRow(row);
  }

  insert(streamId: string, eventId: string, delivery: TrackedDelivery, payload: string | null): void {
    this.#insert.run({ ...delivery, streamId, eventId, listed: Number(delivery.listed), payload });
  }

  /** `payload`: Auth0's copy of the event, kept where the row has none yet. */
  update(row: KnownRow, payload: string | null): void {
    this.#update.run({ ...row, listed: Number(row.listed), payload });
  }
}

// In place: a list may hold thousands of rows.
const knownRow = (row: RawRow): KnownRow => Object.assign(row, { listed: row.listed !== 0 });

/** Whether a poll has to write the row. */
export function isDifferent(row: KnownRow, next: KnownRow): boolean {
  return polledNames.some((name) => row[name] !== next[name]);
}

/** Whether a person would see a difference. */
export function isVisiblyDifferent(row: KnownRow, next: KnownRow): boolean {
  return polledNames.some((name) => row[name] !== next[name] && !innerNames.includes(name));
}
