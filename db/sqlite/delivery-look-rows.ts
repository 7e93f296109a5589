import { type Database } from 'better-sqlite3';
import { summariseAttempts } from '@/lib/deliveries/attempts';
import { causeOf } from '@/lib/deliveries/cause';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { nextDeliveryState } from '@/lib/deliveries/state';
import { type DeliveryRow, openStates } from './delivery-rows';

/** What a look may write. */
const lookedNames = [
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
  'nextLookAtMs',
  'failedAgainCount',
  'recoveredAtMs',
  'listed',
] as const;

/** What a look only reads. */
const readNames = ['seq', 'eventId', 'askedAtMs', 'markerCountAtAsk', 'attemptCountAtAsk'] as const;

/** A row as the driver returns it: `attempts` stays text, which is compared far more often than it is read. */
type RawRow = Omit<DeliveryRow, 'attempts' | 'listed'> & { attempts: string; listed: number };
type Looked = Pick<RawRow, (typeof lookedNames)[number]>;
export type KnownRow = Looked & Pick<RawRow, (typeof readNames)[number]>;

/** The times that steer our own looks; nobody sees them. */
const innerNames: readonly string[] = ['signAtMs', 'nextLookAtMs'];

const soonestLookMs = 2_000;
const latestLookMs = 60_000;

const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The prepared statements of a look: a list may hold thousands of deliveries. */
export class DeliveryLookRows {
  readonly #known;
  readonly #find;
  readonly #insert;
  readonly #update;

  constructor(sql: Database) {
    const names = [...readNames, ...lookedNames];
    const select = `SELECT ${names.map((name) => `${columnOf(name)} ${name}`).join(', ')} FROM deliveries`;
    const walk = `${select} INDEXED BY deliveries_listed WHERE stream_id = :streamId`;
    const open = openStates.map((state) => `'${state}'`).join(', ');
    this.#known = sql.prepare<{ streamId: string }, KnownRow>(
      `${walk} AND listed = 1 UNION ALL ${walk} AND listed = 0 AND state IN (${open})`,
    );
    this.#find = sql.prepare<{ streamId: string; eventId: string }, KnownRow>(
      `${select} WHERE stream_id = :streamId AND event_id = :eventId`,
    );
    this.#insert = sql.prepare<[Looked & { streamId: string; eventId: string }]>(
      `INSERT INTO deliveries (stream_id, event_id, ${lookedNames.map(columnOf).join(', ')})
       VALUES (:streamId, :eventId, ${lookedNames.map((name) => `:${name}`).join(', ')})`,
    );
    this.#update = sql.prepare<[Looked & { seq: number }]>(
      `UPDATE deliveries SET ${lookedNames.map((name) => `${columnOf(name)} = :${name}`).join(', ')} WHERE seq = :seq`,
    );
  }

  /** The rows of an event stream that a look can end: those listed or open. */
  known(streamId: string): KnownRow[] {
    return this.#known.all({ streamId });
  }

  find(streamId: string, eventId: string): KnownRow | undefined {
    return this.#find.get({ streamId, eventId });
  }

  insert(streamId: string, delivery: ListedDelivery, atMs: number): void {
    const fresh = { signAtMs: null, nextLookAtMs: null, failedAgainCount: 0, recoveredAtMs: null };
    const { eventId } = delivery;
    this.#insert.run({ streamId, eventId, ...factsOf(delivery), ...fresh, state: 'failed', stateSinceMs: atMs });
  }

  update(row: KnownRow): void {
    this.#update.run(row);
  }
}

/** The row as it is after a look at `atMs` that found `delivery` listed. */
export function afterLook(row: KnownRow, delivery: ListedDelivery, atMs: number): KnownRow {
  const facts = factsOf(delivery);
  const next = nextDeliveryState(row, delivery.attempts, atMs);
  const hasSign = facts.markerCount + facts.attemptCount > row.markerCount + row.attemptCount;
  const isMoved = next.state !== row.state;
  return {
    ...row,
    ...facts,
    state: next.state,
    stateSinceMs: isMoved ? atMs : row.stateSinceMs,
    failedAgainCount: row.failedAgainCount + next.failedAgainIncrement,
    signAtMs: hasSign ? atMs : row.signAtMs,
    nextLookAtMs: nextLook({ ...row, state: next.state }, atMs, isMoved || hasSign),
  };
}

/** Whether a look has to write the row. */
export function isDifferent(row: KnownRow, next: KnownRow): boolean {
  return lookedNames.some((name) => row[name] !== next[name]);
}

/** Whether a person would see a difference. */
export function isVisiblyDifferent(row: KnownRow, next: KnownRow): boolean {
  return lookedNames.some((name) => row[name] !== next[name] && !innerNames.includes(name));
}

/** When to look next at a redelivery asked for at `askedAtMs`: soon at first, then less and less often. */
export function nextLookAfter(atMs: number, askedAtMs: number): number {
  return atMs + Math.min(latestLookMs, Math.max(soonestLookMs, Math.round((atMs - askedAtMs) / 3)));
}

/** A look planned for later stays as planned unless there is news, so that a look without news writes nothing. */
function nextLook({ state, askedAtMs, nextLookAtMs }: KnownRow, atMs: number, isNews: boolean): number | null {
  if (state !== 'asked' && state !== 'retrying') return null;
  if (!isNews && nextLookAtMs !== null && nextLookAtMs > atMs) return nextLookAtMs;
  return nextLookAfter(atMs, askedAtMs ?? atMs);
}

function factsOf({ attempts, eventType, subjectId, subjectLabel, eventTimeMs }: ListedDelivery) {
  const { durationMs, ...summary } = summariseAttempts(attempts);
  const causeKey = causeOf(summary.errorMessage, durationMs).key;
  const about = { eventType, subjectId, subjectLabel, eventTimeMs };
  return { ...about, ...summary, attempts: JSON.stringify(attempts), causeKey, listed: 1 };
}
