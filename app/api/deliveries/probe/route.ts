import { z } from 'zod';
import { probeStream } from '@/lib/server/deliveries/probe-deed';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseJsonBody } from '@/lib/server/http/query';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/process/store';

const probe = z.object({ streamId: z.string().min(1) });

/** Asks the address of an event stream from here. It leaves the product, so it takes an operator and is audited. */
export const POST = apiRoute('operator', async ({ person, request }) => {
  const { streamId } = await parseJsonBody(probe, request);
  return probeStream({ store: await store(), management: management(), actor: person.email ?? person.id, streamId });
});
