import { apiRoute, json } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/process/store';
import { newStreamAnswer, streamListAnswer } from '@/lib/server/streams/stream-answers';
import { createStream } from '@/lib/server/streams/stream-management';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';
import { streamDraft } from '@/lib/streams/stream-draft';

export const GET = apiRoute('viewer', async () => {
  noteDeliveryViewer();
  return streamListAnswer(await store());
});

/** The event stream that was made, as `GET /api/streams/{id}` shows it. */
export const POST = apiRoute('admin', async ({ person, request }) => {
  const draft = await parseJsonBody(streamDraft, request);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return json(await newStreamAnswer(deed.store, await createStream({ ...deed, draft })), 201);
});
