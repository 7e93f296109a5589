import 'server-only';
import { type EventStream } from '../streams/stream';
import { announce } from './live';
import { managementIfConfigured } from './management/client';
import { isManagementError } from './management/errors';
import { listStreams } from './management/streams';
import { log } from './log';
import { singleton } from './singleton';
import { soon } from './soon';

/** The event streams as far as they are known now. */
export interface StreamGlance {
  configured: boolean;
  /** Null until Auth0 answered for the first time. */
  streams: EventStream[] | null;
  asOfMs: number | null;
  /** Why the newest look failed; null when it did not. */
  failure: string | null;
}

/** A screen waits this long (ms) for Auth0, then shows what was known before. */
const patienceMs = 800;

/** After a failed look nobody asks again for this long (ms): an overview is refetched with every event. */
const restMs = 5_000;

type Known = Omit<StreamGlance, 'configured'> & { failedAtMs: number };

const known = () =>
  singleton<Known>('stream-glance', () => ({ streams: null, asOfMs: null, failure: null, failedAtMs: 0 }));

/** A look at the event streams that never takes longer than a moment and never throws, so that Auth0 can be away. */
export async function glanceAtStreams(): Promise<StreamGlance> {
  const management = managementIfConfigured();
  if (management === null) return { configured: false, streams: null, asOfMs: null, failure: null };
  const memory = known();
  if (Date.now() - memory.failedAtMs > restMs) {
    let gaveUp = false;
    const look = lookAgain(() => listStreams(management)).then((changed) => {
      // Whoever was shown the old state learns of the new one.
      if (gaveUp && changed) announce('streams');
    });
    gaveUp =
      (await soon(
        look.then(() => true),
        patienceMs,
      )) === null;
  }
  const { streams, asOfMs, failure } = memory;
  return { configured: true, streams, asOfMs, failure };
}

/** True when what is known changed. */
async function lookAgain(read: () => ReturnType<typeof listStreams>): Promise<boolean> {
  const memory = known();
  const before = { ...memory };
  try {
    const list = await read();
    memory.streams = list.streams;
    memory.asOfMs = list.checkedAtMs;
    memory.failure = list.failure;
  } catch (error) {
    memory.failure = isManagementError(error) ? error.message : 'The look failed for a reason of our own; see the log.';
    if (!isManagementError(error)) log.error({ err: error }, 'Reading the event streams failed');
  }
  memory.failedAtMs = memory.failure === null ? 0 : Date.now();
  return before.failure !== memory.failure || (before.streams === null) !== (memory.streams === null);
}
