import 'server-only';
import { type EventConnectorsAnswer } from '../../connectors/connector-answers';
import { eventCarryOf } from '../../connectors/event-carry';
import { type Store } from '../../store';

/** What each started connector has made of one event; null where the event is not here. */
export async function eventConnectorsAnswer(store: Store, eventId: string): Promise<EventConnectorsAnswer | null> {
  const event = await store.getEvent(eventId);
  if (event === null) return null;
  const [logged] = await store.eventsAfter(event.seq - 1, 1);
  if (logged?.seq !== event.seq) return { items: [] };
  const [connectors, lanes] = await Promise.all([
    store.listConnectors(),
    store.lanesOfUser(event.subjectId ?? event.id),
  ]);
  const isEvent = event.subjectId === null;
  return {
    items: connectors
      .filter(({ state }) => state !== 'draft')
      .map((connector) => {
        const lane = lanes.find((one) => one.connectorId === connector.id && one.isEvent === isEvent) ?? null;
        const { id, name, kind } = connector;
        return {
          ...{ connectorId: id, connectorName: name, connectorKind: kind },
          carry: eventCarryOf({ ...logged, receivedAtMs: event.receivedAtMs }, connector, lane),
          recordId: lane?.link?.recordId ?? null,
          laneSeq: lane?.seq ?? null,
        };
      }),
  };
}
