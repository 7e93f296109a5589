import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody, parseQuery, parseWith } from '@/lib/server/http/query';
import { management } from '@/lib/server/management/client';
import { getStream } from '@/lib/server/management/streams';
import { createCommands, updateCommands } from '@/lib/streams/commands/stream-commands';
import { streamDraft, streamPatch } from '@/lib/streams/stream-draft';

const update = z.object({ id: z.string('must be the id of an event stream'), patch: streamPatch });

/** `actionName`: what the Deploy CLI names an Action by. */
const commandsQuery = z.object({ actionName: z.string().optional() });

/** For a body of `POST /api/streams`, or for `{id, patch}` of an event stream. Does nothing at Auth0. */
export const POST = apiRoute('viewer', async ({ request, query }) => {
  const { actionName = null } = parseQuery(commandsQuery, query);
  const body = await parseJsonBody(z.looseObject({}, 'must be an object'), request);
  const tenant = management();
  const around = { tenant: tenant.domain, actionName };
  if (body.id === undefined) return createCommands(parseWith(streamDraft, body, 'body'), around);
  const { id, patch } = parseWith(update, body, 'body');
  return updateCommands(await getStream(tenant, id), patch, around);
});
