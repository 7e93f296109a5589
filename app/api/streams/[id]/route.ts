import { z } from 'zod';
import { includesRole } from '@/lib/access/role';
import { apiRoute } from '@/lib/server/http/api-route';
import { Problem } from '@/lib/server/http/problem';
import { management } from '@/lib/server/management/client';
import { changeStreamStatus } from '@/lib/server/streams/stream-deeds';
import { parseJsonBody, parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { streamAnswer } from '@/lib/server/streams/stream-answers';
import { changeStream, deleteStream } from '@/lib/server/streams/stream-management';
import { noteDeliveryViewer } from '@/lib/server/jobs/workers';
import { streamChange } from '@/lib/streams/stream-draft';
import { streamQuery } from '@/lib/streams/stream-search';

const deletion = z.object({ name: z.string().optional() });

export const GET = apiRoute<{ id: string }>('viewer', async ({ params, query }) => {
  const { range } = parseQuery(streamQuery, query);
  noteDeliveryViewer();
  return streamAnswer(await store(), params.id, range);
});

/** An operator switches; everything else is an administrator's, and needs the `updatedAt` of the version that was edited. */
export const PATCH = apiRoute<{ id: string }>('operator', async ({ params, person, request }) => {
  const { updatedAt, ...patch } = await parseJsonBody(streamChange, request);
  const deed = {
    store: await store(),
    management: management(),
    actor: person.email ?? person.id,
    streamId: params.id,
  };
  const [field, ...others] = Object.keys(patch);
  if (field === undefined)
    throw new Problem(400, 'Nothing to change', 'Send name, subscriptions, destination or status.');
  const { status } = patch;
  const isSwitch = status !== undefined && others.length === 0;
  if (isSwitch && updatedAt === undefined) return changeStreamStatus({ ...deed, status });
  if (!isSwitch && !includesRole(person.role, 'admin')) {
    throw new Problem(403, 'Not allowed', 'Changing an event stream needs the role admin.');
  }
  if (updatedAt === undefined) {
    const text = 'body field "updatedAt": must be the updatedAt that was seen, so that nobody else’s change is undone.';
    throw new Problem(400, 'Bad value', text, { field: 'updatedAt' });
  }
  return changeStream({ ...deed, patch, updatedAt });
});

export const DELETE = apiRoute<{ id: string }>('admin', async ({ params, person, query }) => {
  const { name } = parseQuery(deletion, query);
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return deleteStream({ ...deed, streamId: params.id, name });
});
