import { type DeliveryStore } from '../../../deliveries/delivery-store';
import { pointsHere } from '../../../streams/stream';
import { sightOf } from '../../../streams/stream-history';
import { type StreamStore } from '../../../streams/stream-store';
import { log } from '../../process/log';
import { type Management } from '../../management/client';
import { listFailedDeliveries } from '../../management/deliveries';
import { isManagementError } from '../../management/errors';
import { listStreams, type StreamList } from '../../management/streams';
import { span } from '../../telemetry/tracing';
import { type StandingWork } from '../standing-work';

export interface PollerParts {
  store: DeliveryStore & StreamStore;
  management: Management;
  /** Address that makes an event stream "this app". */
  webhookUrl: string;
  /** Pace (ms) while a person watches; 10 s unless a test is in a hurry. */
  watchedEveryMs?: number;
}

/** Auth0 recommends a poll every five minutes. */
const idleEveryMs = 5 * 60_000;

/** Pace while a person watches. */
const normalWatchedEveryMs = 10_000;

/** How long one request of a screen counts as watching. */
const viewerMs = 60_000;

/** A person's "refresh" may have been preceded by a new grant; then a token this old (ms) does not show it. */
const staleScopesMs = 60_000;

/** `hopeless`: no other event stream can be polled either. */
type Found = 'read' | 'failed' | 'hopeless';

/** Keeps our copy of Auth0's failed deliveries fresh: slowly when idle, quickly while a person watches, at once on request. */
export class DeliveryPoller implements StandingWork {
  readonly name = 'poll failed deliveries';
  private readonly parts: PollerParts;
  private round: Promise<void> | null = null;
  private stopped = false;
  private viewedUntilMs = 0;
  private lastRoundAtMs = 0;
  private failedRounds = 0;
  private polledAtMs: number | null = null;
  /** The event streams as they are on record, and when they were seen last. */
  private noted: { text: string; atMs: number } | null = null;

  constructor(parts: PollerParts) {
    this.parts = parts;
  }

  /** Time since every event stream was polled, in milliseconds; null before that. */
  get ageMs(): number | null {
    return this.polledAtMs === null ? null : Math.max(0, Date.now() - this.polledAtMs);
  }

  /** Polls when the time has come. A person's "refresh" polls at any time, in any process. */
  async turn(): Promise<number> {
    if (this.dueInMs() === 0) await span(this.name, { kind: 'turn' }, () => this.poll());
    return this.dueInMs();
  }

  /** Begins no poll any more, and waits for the one under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.round;
  }

  /** A person has the list on the screen: polls every ten seconds for the next minute. True when that is news. */
  noteViewer(): boolean {
    const wasWatched = this.isWatched();
    this.viewedUntilMs = Date.now() + viewerMs;
    return !wasWatched;
  }

  /**
   * A person checks again: forgets what Auth0 answered or refused before, and polls now or joins the poll under way. Never rejects: a
   * failed poll is kept as such with the data.
   */
  async refresh(): Promise<void> {
    const { management } = this.parts;
    if (this.round === null) management.streams.expire();
    if (this.failedRounds > 0) management.token.dropOlderThan(staleScopesMs);
    await this.poll();
  }

  /** As `refresh` for work in the background, which takes a failure of the last seconds for an answer. */
  poll(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.round ??= this.pollAll()
      .then(
        (failed) => {
          this.failedRounds = failed ? this.failedRounds + 1 : 0;
          if (!failed) this.polledAtMs = Date.now();
        },
        (error: unknown) => {
          this.failedRounds += 1;
          if (!this.stopped) log.error({ err: error }, 'Polling failed deliveries broke off');
        },
      )
      .finally(() => {
        this.round = null;
        this.lastRoundAtMs = Date.now();
      });
    return this.round;
  }

  private isWatched(): boolean {
    return Date.now() < this.viewedUntilMs;
  }

  private dueInMs(): number {
    const watchedEveryMs = this.parts.watchedEveryMs ?? normalWatchedEveryMs;
    // Until every event stream was polled once, it is not known whether anything has failed.
    const everyMs = this.isWatched() || this.polledAtMs === null ? watchedEveryMs : idleEveryMs;
    // After a failure it polls again soon, though nobody watches, and then slows down: 10 s, 20 s, 40 s … up to the idle pace.
    const backoffMs = this.failedRounds === 0 ? 0 : watchedEveryMs * 2 ** Math.min(this.failedRounds - 1, 10);
    const waitMs = Math.min(idleEveryMs, this.failedRounds === 0 ? everyMs : backoffMs);
    return this.lastRoundAtMs === 0 ? 0 : Math.max(0, this.lastRoundAtMs + waitMs - Date.now());
  }

  /** True when any event stream could not be polled. */
  private async pollAll(): Promise<boolean> {
    const { store, management } = this.parts;
    const known = (await store.deliveryPolls()).map((poll) => poll.streamId);
    let list: StreamList;
    try {
      list = await listStreams(management, 'background');
    } catch (error) {
      if (this.stopped) return true;
      for (const streamId of known) await this.noteFailure(streamId, error);
      return true;
    }
    let failed = list.failure !== null;
    if (!failed) await this.noteStreams(list);
    for (const stream of list.streams) {
      if (this.stopped) return failed;
      const found = await this.pollStream(stream.id, pointsHere(stream, this.parts.webhookUrl));
      failed ||= found !== 'read';
      if (found === 'hopeless') return true;
    }
    if (list.failure === null) await this.endDeletedStreams(known, list);
    return failed;
  }

  /** Keeps what has changed of the event streams; a look without a change writes nothing. */
  private async noteStreams({ streams, checkedAtMs: atMs }: StreamList): Promise<void> {
    const sights = streams.map(sightOf);
    const text = JSON.stringify(sights);
    const sinceMs = this.noted?.atMs ?? null;
    if (text !== this.noted?.text) {
      await this.parts.store.noteStreams({ sights, isComplete: true, atMs, sinceMs, by: null });
    }
    this.noted = { text, atMs };
  }

  private async pollStream(streamId: string, here: boolean): Promise<Found> {
    const { store, management } = this.parts;
    const startedAtMs = Date.now();
    try {
      const { deliveries, capped } = await listFailedDeliveries(management, streamId);
      const checkedAtMs = Date.now();
      await store.syncDeliveries({ streamId, pointsHere: here, startedAtMs, checkedAtMs, capped, listed: deliveries });
      return 'read';
    } catch (error) {
      if (this.stopped) return 'hopeless';
      await this.noteFailure(streamId, error);
      // What only a person can fix is the same for every stream: do not ask Auth0 again and again.
      return isManagementError(error) && error.kind === 'credentials' ? 'hopeless' : 'failed';
    }
  }

  private async noteFailure(streamId: string, error: unknown): Promise<void> {
    if (!isManagementError(error)) throw error;
    log.warn(
      { streamId, kind: error.kind, upstreamStatus: error.upstreamStatus },
      'Failed deliveries could not be read',
    );
    await this.parts.store.noteFailedPoll(streamId, Date.now(), error.message);
  }

  /** An event stream that was deleted at Auth0 has no failed deliveries any more. */
  private async endDeletedStreams(known: string[], list: StreamList): Promise<void> {
    const present = new Set(list.streams.map((stream) => stream.id));
    for (const streamId of known.filter((id) => !present.has(id))) {
      const at = { startedAtMs: list.checkedAtMs, checkedAtMs: list.checkedAtMs };
      const nothing = { capped: false, listed: [], isDeleted: true };
      await this.parts.store.syncDeliveries({ streamId, pointsHere: false, ...at, ...nothing });
    }
  }
}
