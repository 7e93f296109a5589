import { z } from 'zod';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { management } from '@/lib/server/management/client';
import { env } from '@/lib/server/process/env';
import { store } from '@/lib/server/process/store';
import { actionListAnswer } from '@/lib/server/streams/action-answers';
import { deployForwarding } from '@/lib/server/streams/action-deeds';
import { forwardingName } from '@/lib/streams/forwarding-action';

const forwarding = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(128, 'must have at most 128 characters')
    .default(forwardingName),
});

export const GET = apiRoute('viewer', () => actionListAnswer(management()));

export const POST = apiRoute('admin', async ({ person, request }) => {
  const { name } = await parseJsonBody(forwarding, request);
  const { webhookUrl, webhook } = env();
  const deed = { store: await store(), management: management(), actor: person.email ?? person.id };
  return deployForwarding({ ...deed, name, webhookUrl, token: webhook.bearer[0] });
});
