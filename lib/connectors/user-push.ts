import { type ConnectorCall } from './connector';

/** A request that wrote something about a user. */
export type UserPush = Pick<
  ConnectorCall,
  'connectorId' | 'laneKey' | 'eventId' | 'act' | 'targets' | 'atMs' | 'tookMs' | 'result'
> & {
  connectorName: string;
};

interface TimelineEvent {
  id: string;
  receivedAtMs: number;
}

/**
 * Pushes by the id of the event that they followed: the one that was carried on, or the newest that had arrived by then. The
 * last one of each connector stands for all that it tried. A push that is older than these events is left out.
 */
export function pushesOfEvents(events: readonly TimelineEvent[], pushes: readonly UserPush[]): Map<string, UserPush[]> {
  const byArrival = events.toSorted((a, b) => b.receivedAtMs - a.receivedAtMs);
  const found = new Map<string, UserPush[]>();
  for (const push of pushes.toSorted((a, b) => b.atMs - a.atMs)) {
    const { eventId, atMs, connectorId } = push;
    const event = byArrival.find(({ id, receivedAtMs }) => (eventId === null ? receivedAtMs <= atMs : id === eventId));
    if (event === undefined) continue;
    const known = found.get(event.id) ?? [];
    if (!known.some((other) => other.connectorId === connectorId)) found.set(event.id, [...known, push]);
  }
  return found;
}
