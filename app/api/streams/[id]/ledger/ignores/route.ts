import { ignoreBody } from '@/lib/ledger/ledger-search';
import { apiRoute, json } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { ignoreEvents } from '@/lib/server/ledger/ledger-deeds';
import { store } from '@/lib/server/process/store';

/** 201 with the note. */
export const POST = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { combination, from, to, note } = await parseJsonBody(ignoreBody, request);
  const by = { store: await store(), actor: person.email ?? person.id, streamId: params.id };
  return json(await ignoreEvents({ ...by, combination, fromMs: from, toMs: to, note }), 201);
});
