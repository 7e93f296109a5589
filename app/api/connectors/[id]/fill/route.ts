import { connectorAnswer } from '@/lib/server/connectors/connector-answers';
import { fillConnector } from '@/lib/server/connectors/connector-deeds';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** The connector as it is then. */
export const POST = apiRoute<{ id: string }>('operator', async ({ params, person }) => {
  const id = numberOf(params.id, noSuchConnector);
  const opened = await store();
  await fillConnector({ store: opened, actor: person.email ?? person.id, id });
  return connectorAnswer(opened, id);
});
