import { connectorAnswer } from '@/lib/server/connectors/connector-answers';
import { passwordBody } from '@/lib/connectors/connector-query';
import { passwordSecret } from '@/lib/server/connectors/tables/push-table';
import { parseJsonBody } from '@/lib/server/http/query';
import { dropSecretBefore, replaceSecret, setPassword } from '@/lib/server/connectors/connector-deeds';
import { signingSecret, signingSecretBefore } from '@/lib/server/connectors/connector-secret';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector, noSuchSecret } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** A new signing secret, told once, here: the one before goes on signing beside it. Or the password of a database. */
export const PUT = apiRoute<{ id: string; name: string }>('admin', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const opened = await store();
  if (params.name === passwordSecret) {
    const { password } = await parseJsonBody(passwordBody, request);
    await setPassword({ store: opened, actor: person.email ?? person.id, id, password });
    return { connector: await connectorAnswer(opened, id), secret: null };
  }
  if (params.name !== signingSecret) noSuchSecret();
  const secret = await replaceSecret({ store: opened, actor: person.email ?? person.id, id });
  return { connector: await connectorAnswer(opened, id), secret };
});

/** The one before signs no more. */
export const DELETE = apiRoute<{ id: string; name: string }>('admin', async ({ params, person }) => {
  const id = numberOf(params.id, noSuchConnector);
  if (params.name !== signingSecretBefore) noSuchSecret();
  const opened = await store();
  await dropSecretBefore({ store: opened, actor: person.email ?? person.id, id });
  return connectorAnswer(opened, id);
});
