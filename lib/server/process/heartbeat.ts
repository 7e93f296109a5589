import { type HeartbeatStore } from '../../heartbeat/heartbeat-store';
import { type Beat, beatEveryMs, nextBeat } from '../../heartbeat/outage';
import { log } from './log';

/** Signs of life of this process, in the store. */
export interface Heartbeat {
  /** Ends it with a last beat, from which an outage counts. */
  stop: () => Promise<void>;
}

/**
 * Notes in the store, every few seconds, that this process receives. It is a loop of its own process and no work that one of
 * many does: what it tells is that this one lives. A beat that cannot be written is no outage, and the next one says so.
 */
export function startHeartbeat(store: Pick<HeartbeatStore, 'beat'>, now: () => number = Date.now): Heartbeat {
  const startedAtMs = now();
  let beat: Beat = { atMs: startedAtMs, aliveSinceMs: startedAtMs };
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    writing = store.beat(beat).catch((error: unknown) => log.debug({ err: error }, 'A beat could not be written'));
    return writing;
  };
  void write();
  const timer = setInterval(() => {
    beat = nextBeat(beat, now());
    void write();
  }, beatEveryMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await writing;
      beat = nextBeat(beat, now());
      await write();
    },
  };
}
