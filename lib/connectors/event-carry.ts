import { type Connector, type Lane } from './connector';
import { carries, type LoggedEvent } from './plan-wakes';

/**
 * What a connector has made of one event. `carried`: it was the newest that the other side has. `superseded`: a newer one of
 * the same user was carried on, with all that this one changed. `not_mapped`: nothing of it is sent. `before`: it came before
 * the connector. `waiting`, `review`: it is still to be carried on. `parked`: it was passed over for this user.
 */
export const eventCarries = ['carried', 'superseded', 'not_mapped', 'before', 'waiting', 'review', 'parked'] as const;

export type EventCarry = (typeof eventCarries)[number];

type Carrier = Pick<Connector, 'config' | 'cursorSeq' | 'createdAtMs'>;

/** Where an event stands in a connector that was started. `lane` is that of its subject; null where there is none. */
export function eventCarryOf(
  event: LoggedEvent & { receivedAtMs: number },
  { config, cursorSeq, createdAtMs }: Carrier,
  lane: Pick<Lane, 'state' | 'wantedSeq' | 'doneSeq'> | null,
): EventCarry {
  if (!carries(config, event)) return 'not_mapped';
  if (event.receivedAtMs < createdAtMs) return 'before';
  // It has not woken its lane yet.
  if (event.seq > cursorSeq) return 'waiting';
  if (lane === null) return 'before';
  if (event.seq > lane.doneSeq) return aheadOf(lane);
  // Each event goes by itself to a receiver.
  if (config.kind === 'webhook') return 'carried';
  if (event.seq < lane.doneSeq) return 'superseded';
  return lane.state === 'parked' ? 'parked' : 'carried';
}

function aheadOf({ state }: Pick<Lane, 'state'>): EventCarry {
  if (state === 'review' || state === 'parked') return state;
  return 'waiting';
}
