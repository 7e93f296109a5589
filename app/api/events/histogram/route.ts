import { apiRoute } from '@/lib/server/api-route';
import { eventHistogramOf } from '@/lib/server/events-list';
import { parseEventQuery } from '@/lib/server/events-params';
import { store } from '@/lib/server/store';

export const GET = apiRoute('viewer', async ({ query }) => eventHistogramOf(await store(), parseEventQuery(query)));
