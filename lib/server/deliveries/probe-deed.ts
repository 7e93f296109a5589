import { type AuditStore } from '../../audit/audit-store';
import { type ProbeAnswer } from '../../deliveries/probe';
import { type EventStream, pointsHere } from '../../streams/stream';
import { env } from '../process/env';
import { Problem } from '../http/problem';
import { type Management } from '../management/client';
import { ManagementError } from '../management/errors';
import { requiredStreams } from '../management/known-streams';
import { newProbeMark } from '../process/own-probe';
import { singleton } from '../process/singleton';
import { addressOf } from './explain-answer';
import { probeAddress } from './probe-address';

/** The same address is asked at most once in this many milliseconds, all at most this often together. */
const pauseMs = 2_000;
const mostAtOnce = 3;

interface Turns {
  running: number;
  lastAtMs: Map<string, number>;
}

const turns = () => singleton<Turns>('probe-turns', () => ({ running: 0, lastAtMs: new Map() }));

/**
 * Asks the address of an event stream from here, on record: only one that Auth0 lists, without a credential. Throws
 * `ManagementError` (`not_found`), and a 429 where it is asked too often.
 */
export async function probeStream({
  store,
  management,
  actor,
  streamId,
}: {
  store: Pick<AuditStore, 'recordAudit'>;
  management: Management;
  actor: string;
  streamId: string;
}): Promise<ProbeAnswer> {
  const endpoint = endpointOf((await requiredStreams(management)).streams, streamId);
  const { stream, address } = endpoint;
  const atMs = Date.now();
  const isHere = pointsHere(stream, env().webhookUrl);
  return inTurn(streamId, atMs, async () => {
    await store.recordAudit({ atMs, actor, action: 'address_probed', target: streamId, detail: {} });
    const mark = isOurOrigin(address) ? newProbeMark(atMs) : null;
    const { steps, totalMs } = await probeAddress(address, { pointsHere: isHere, mark });
    const isHealthy = steps.every(({ result }) => result !== 'failed');
    return { streamId, address: addressOf(address), pointsHere: isHere, atMs, totalMs, isHealthy, steps };
  });
}

/** Also another path of ours: what asks there is noticed as a request that was meant for the webhook. */
const isOurOrigin = (address: string) => new URL(address).origin === new URL(env().webhookUrl).origin;

function endpointOf(streams: readonly EventStream[], streamId: string): { stream: EventStream; address: string } {
  const stream = streams.find(({ id }) => id === streamId);
  if (stream === undefined) throw new ManagementError('not_found', 'Auth0 lists no event stream with this id.');
  const { endpoint } = stream.destination;
  if (endpoint === null || !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : '')) {
    throw new Problem(409, 'No address', 'This event stream posts to no address that can be asked.');
  }
  return { stream, address: endpoint };
}

async function inTurn<T>(streamId: string, atMs: number, ask: () => Promise<T>): Promise<T> {
  const { lastAtMs } = turns();
  const restMs = (lastAtMs.get(streamId) ?? 0) + pauseMs - atMs;
  if (turns().running >= mostAtOnce || (restMs > 0 && restMs <= pauseMs)) {
    throw new Problem(429, 'Asked a moment ago', 'Ask again in a moment.', {
      retryAfterSeconds: Math.ceil(pauseMs / 1_000),
    });
  }
  // Ids are those of event streams that Auth0 lists: a handful.
  lastAtMs.set(streamId, atMs);
  turns().running += 1;
  try {
    return await ask();
  } finally {
    turns().running -= 1;
  }
}
