import { connectorChangeBody, connectorDeletionBody } from '@/lib/connectors/connector-query';
import { connectorAnswer } from '@/lib/server/connectors/connector-answers';
import { changeConnector } from '@/lib/server/connectors/connector-deeds';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector, wrongName } from '@/lib/server/http/connector-problem';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  const id = numberOf(params.id, noSuchConnector);
  return (await connectorAnswer(await store(), id)) ?? noSuchConnector();
});

export const PATCH = apiRoute<{ id: string }>('admin', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const change = await parseJsonBody(connectorChangeBody, request);
  const opened = await store();
  await changeConnector({ store: opened, actor: person.email ?? person.id, id, change });
  return connectorAnswer(opened, id);
});

export const DELETE = apiRoute<{ id: string }>('admin', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const typed = await parseJsonBody(connectorDeletionBody, request);
  const opened = await store();
  const { name } = (await opened.getConnector(id)) ?? noSuchConnector();
  if (typed.name !== name) wrongName(name);
  const isGone = await opened.deleteConnector(id, { actor: person.email ?? person.id, atMs: opened.nowMs() });
  return isGone ? new Response(null, { status: 204 }) : noSuchConnector();
});
