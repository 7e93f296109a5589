import { newConnectorBody } from '@/lib/connectors/connector-query';
import { connectorAnswer, connectorListAnswer } from '@/lib/server/connectors/connector-answers';
import { createConnector } from '@/lib/server/connectors/connector-deeds';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async () => connectorListAnswer(await store()));

/** The draft, and the secret of its signatures: it is told once, here. */
export const POST = apiRoute('admin', async ({ person, request }) => {
  const input = await parseJsonBody(newConnectorBody, request);
  const opened = await store();
  const { connector, secret } = await createConnector({ store: opened, actor: person.email ?? person.id, ...input });
  return json({ connector: await connectorAnswer(opened, connector.id), secret }, 201);
});
