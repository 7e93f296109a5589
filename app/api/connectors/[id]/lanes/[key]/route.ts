import { laneActBody } from '@/lib/connectors/connector-query';
import { actOnLane } from '@/lib/server/connectors/lane-deeds';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

/** The lane as it is then. */
export const POST = apiRoute<{ id: string; key: string }>('operator', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const asked = await parseJsonBody(laneActBody, request);
  return actOnLane({ store: await store(), actor: person.email ?? person.id, id, key: params.key, ...asked });
});
