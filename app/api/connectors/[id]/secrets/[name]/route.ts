import { connectorAnswer } from '@/lib/server/connectors/connector-answers';
import { givenSecretBody } from '@/lib/connectors/connector-query';
import { parseJsonBody } from '@/lib/server/http/query';
import { dropSecretBefore, giveSecret, replaceSecret } from '@/lib/server/connectors/connector-deeds';
import { isGivenSecret, signingSecret, signingSecretBefore } from '@/lib/server/connectors/connector-secret';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector, noSuchSecret } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

/** A new signing secret, told once, here: the one before goes on signing beside it. Or what a person gives: the password of a database, the token of a system of records. */
export const PUT = apiRoute<{ id: string; name: string }>('admin', async ({ params, person, request }) => {
  const id = numberOf(params.id, noSuchConnector);
  const opened = await store();
  if (isGivenSecret(params.name)) {
    const { password, token } = await parseJsonBody(givenSecretBody, request);
    await giveSecret({
      store: opened,
      actor: person.email ?? person.id,
      id,
      name: params.name,
      given: { password, token },
    });
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
