import { type Rejection, type RejectionCode, rejectionCodes } from '@/lib/rejections/rejection';
import { type RejectionStore } from '@/lib/rejections/rejection-store';
import { countSince } from '../engine/figures';
import { type ReadConnection } from '../engine/read-connection';

interface ListBounds {
  sinceMs: number;
  untilMs: number;
  /** A JSON list. */
  codes: string;
  share: number;
  limit: number;
}

interface DuringBounds {
  fromMs: number;
  untilMs: number;
  limit: number;
}

/** Everything read about rejections. `now` is the clock in milliseconds. */
export class RejectionReads implements Pick<RejectionStore, 'listRejections' | 'rejectionsDuring'> {
  readonly #connection: ReadConnection;
  readonly #countSince;
  readonly #list;
  readonly #during;
  readonly #now: () => number;

  constructor(connection: ReadConnection, now: () => number) {
    const { sql } = connection;
    this.#connection = connection;
    this.#now = now;
    this.#list = sql.prepare<[ListBounds], Rejection>(newestWithShares);
    this.#during = sql.prepare<[DuringBounds], Rejection>(newestDuring);
    const countRange = sql
      .prepare<[number, number], number>(
        'SELECT count(*) FROM rejections WHERE received_at_ms >= ? AND received_at_ms < ?',
      )
      .pluck();
    this.#countSince = countSince(sql, (fromMs, toMs) => countRange.get(fromMs, toMs) ?? 0);
  }

  listRejections(sinceMs: number, limit: number, codes: readonly RejectionCode[] = rejectionCodes) {
    const share = Math.ceil(limit / codes.length);
    const range = { sinceMs, untilMs: this.#now(), codes: JSON.stringify(codes), share, limit };
    return this.#connection.read(() => ({
      items: this.#list.all(range).sort((a, b) => b.seq - a.seq),
      total: this.countSince(sinceMs),
    }));
  }

  rejectionsDuring(range: { fromMs: number; untilMs: number }, limit: number) {
    return this.#connection.read(() => this.#during.all({ ...range, limit }));
  }

  /** Rejections since `sinceMs`, those no longer in the list included. For a running read. */
  countSince(sinceMs: number): number {
    return this.#countSince('rejection', sinceMs, this.#now());
  }
}

/** The share of each code first, then what is newest. A code is in the list even while another one floods it. */
const newestWithShares = `
  SELECT seq, receivedAtMs, status, code, reason, path, remoteAddress, userAgent, bytes FROM (
    SELECT seq, received_at_ms receivedAtMs, status, code, reason, path, remote_address remoteAddress,
      user_agent userAgent, bytes, row_number() OVER (PARTITION BY code ORDER BY seq DESC) place
    FROM rejections
    WHERE received_at_ms >= :sinceMs AND received_at_ms <= :untilMs
      AND code IN (SELECT value FROM json_each(:codes)))
  ORDER BY place > :share, seq DESC LIMIT :limit`;

/** The table is capped: reading it through is cheaper than an index that every rejection would have to move. */
const newestDuring = `
  SELECT seq, received_at_ms receivedAtMs, status, code, reason, path, remote_address remoteAddress,
    user_agent userAgent, bytes
  FROM rejections WHERE received_at_ms >= :fromMs AND received_at_ms <= :untilMs ORDER BY seq DESC LIMIT :limit`;
