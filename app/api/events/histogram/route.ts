import { apiRoute } from '@/lib/server/http/api-route';
import { eventHistogramAnswer } from '@/lib/server/events/event-list';
import { parseEventQuery } from '@/lib/server/events/event-query';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async ({ query }) => eventHistogramAnswer(await store(), parseEventQuery(query)));
