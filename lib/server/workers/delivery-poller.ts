import { type DeliveryStore } from '../../deliveries/delivery-store';
import { pointsHere } from '../../streams/stream';
import { announce } from '../live';
import { log } from '../log';
import { type Management } from '../management/client';
import { listFailedDeliveries } from '../management/deliveries';
import { isManagementError } from '../management/errors';
import { listStreams, type StreamList } from '../management/streams';

export interface PollerParts {
  store: DeliveryStore;
  management: Management;
  /** Address that makes an event stream "this app". */
  webhookUrl: string;
  /** Pace (ms) while someone looks; 10 s unless a test is in a hurry. */
  watchedEveryMs?: number;
}

/** Auth0 recommends to look every five minutes. */
const idleEveryMs = 5 * 60_000;

/** Pace while someone looks. */
const normalWatchedEveryMs = 10_000;

/** How long one look of a person at the screen counts. */
const viewerMs = 60_000;

/** A person's "refresh" may have been preceded by a new grant; then a token this old (ms) does not show it. */
const staleScopesMs = 60_000;

/** `hopeless`: no other event stream can be looked at either. */
type Found = 'read' | 'failed' | 'hopeless';

/** Keeps our copy of Auth0's failed deliveries fresh: slowly by itself, quickly while someone looks, at once when asked. */
export class DeliveryPoller {
  private readonly parts: PollerParts;
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private stopped = false;
  private viewedUntilMs = 0;
  private lastRoundAtMs = 0;
  private failedRounds = 0;
  private hasLooked = false;
  private readonly failing = new Set<string>();
  /** Event streams that have been read; until then screens do not know whether anything has failed. */
  private readonly read = new Set<string>();

  constructor(parts: PollerParts) {
    this.parts = parts;
  }

  /** Begins with a look right away. */
  start(): void {
    this.schedule();
  }

  /** Ends the timer, waits for the look under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.round;
  }

  /** Someone has the list on the screen: look every ten seconds for the next minute. */
  noteViewer(): void {
    const wasWatched = this.isWatched();
    this.viewedUntilMs = Date.now() + viewerMs;
    if (!wasWatched && this.round === null) this.schedule();
  }

  /** Looks now, or joins the look under way. Never rejects: a failed look is kept as such with the data. */
  async refresh(): Promise<void> {
    if (this.failedRounds > 0) this.parts.management.token.dropOlderThan(staleScopesMs);
    await this.look();
  }

  private isWatched(): boolean {
    return Date.now() < this.viewedUntilMs;
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.stopped) return;
    const watchedEveryMs = this.parts.watchedEveryMs ?? normalWatchedEveryMs;
    // Until a first look at everything has succeeded nobody can tell whether anything has failed.
    const everyMs = this.isWatched() || !this.hasLooked ? watchedEveryMs : idleEveryMs;
    // After failures the pace slows down: 10 s, 20 s, 40 s … up to the idle pace.
    const backoffMs = this.failedRounds === 0 ? 0 : watchedEveryMs * 2 ** Math.min(this.failedRounds - 1, 10);
    const waitMs = Math.min(idleEveryMs, Math.max(everyMs, backoffMs));
    const dueInMs = this.lastRoundAtMs === 0 ? 0 : Math.max(0, this.lastRoundAtMs + waitMs - Date.now());
    this.timer = setTimeout(() => void this.look(), dueInMs).unref();
  }

  private look(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.round ??= this.lookAtAll()
      .then(
        (failed) => {
          this.failedRounds = failed ? this.failedRounds + 1 : 0;
          this.hasLooked ||= !failed;
        },
        (error: unknown) => {
          this.failedRounds += 1;
          if (!this.stopped) log.error({ err: error }, 'Looking at failed deliveries broke off');
        },
      )
      .finally(() => {
        this.round = null;
        this.lastRoundAtMs = Date.now();
        this.schedule();
      });
    return this.round;
  }

  /** True when any event stream could not be looked at. */
  private async lookAtAll(): Promise<boolean> {
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
    for (const stream of list.streams) {
      if (this.stopped) return failed;
      const found = await this.lookAt(stream.id, pointsHere(stream, this.parts.webhookUrl));
      failed ||= found !== 'read';
      if (found === 'hopeless') return true;
    }
    if (list.failure === null) await this.endDeletedStreams(known, list);
    return failed;
  }

  private async lookAt(streamId: string, here: boolean): Promise<Found> {
    const { store, management } = this.parts;
    const startedAtMs = Date.now();
    try {
      const { deliveries, capped } = await listFailedDeliveries(management, streamId);
      const look = { streamId, pointsHere: here, startedAtMs, checkedAtMs: Date.now(), capped, listed: deliveries };
      const { changed } = await store.syncDeliveries(look);
      const isNews = this.failing.delete(streamId) || !this.read.has(streamId);
      this.read.add(streamId);
      if (changed || isNews) announce('deliveries');
      return 'read';
    } catch (error) {
      if (this.stopped) return 'hopeless';
      await this.noteFailure(streamId, error);
      // What only a person can mend is the same for every stream: do not ask Auth0 again and again.
      return isManagementError(error) && error.kind === 'credentials' ? 'hopeless' : 'failed';
    }
  }

  private async noteFailure(streamId: string, error: unknown): Promise<void> {
    if (!isManagementError(error)) throw error;
    log.warn(
      { streamId, kind: error.kind, upstreamStatus: error.upstreamStatus },
      'Failed deliveries could not be read',
    );
    await this.parts.store.noteFailedLook(streamId, Date.now(), error.message);
    if (this.failing.has(streamId)) return;
    this.failing.add(streamId);
    announce('deliveries');
  }

  /** An event stream that was deleted at Auth0 has no failed deliveries any more. */
  private async endDeletedStreams(known: string[], list: StreamList): Promise<void> {
    const present = new Set(list.streams.map((stream) => stream.id));
    for (const streamId of known.filter((id) => !present.has(id))) {
      const at = { startedAtMs: list.checkedAtMs, checkedAtMs: list.checkedAtMs };
      const look = { streamId, pointsHere: false, ...at, capped: false, listed: [], isDeleted: true };
      const { changed } = await this.parts.store.syncDeliveries(look);
      if (changed) announce('deliveries');
    }
  }
}
