import { apiRoute, json } from '@/lib/server/http/api-route';
import { management } from '@/lib/server/management/client';
import { store } from '@/lib/server/process/store';
import { refreshDeliveries } from '@/lib/server/jobs/workers';

/** Looks at every event stream's failed deliveries now. It only reads at Auth0, so a viewer may ask for it. */
export const POST = apiRoute('viewer', async () => {
  // Says what to set where no Management API is configured; a look that fails is told by its poll.
  management();
  await refreshDeliveries();
  return json({ polls: await (await store()).deliveryPolls() });
});
