import { laneActBody } from '@/lib/connectors/connector-query';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector, noSuchLane, wrongKind, wrongLaneState } from '@/lib/server/http/connector-problem';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** The lane as it is then. */
export const POST = apiRoute<{ id: string; key: string }>('operator', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const { act, isEvent } = await parseJsonBody(laneActBody, request);
  const opened = await store();
  const connector = (await opened.getConnector(id)) ?? noSuchConnector();
  // A row has what all changes came to: there is no event to pass over.
  if (act === 'skip' && connector.kind !== 'webhook') wrongKind(act, connector);
  const by = { actor: person.email ?? person.id, atMs: opened.nowMs() };
  const acted = (await opened.actOnLane(id, { key: params.key, isEvent }, act, by)) ?? noSuchLane();
  if (!acted.isChanged) wrongLaneState(act, acted.lane);
  return acted.lane;
});
