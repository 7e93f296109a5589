import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';
import { testEventTrack } from '@/lib/server/streams/test-event-track';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => testEventTrack(await store(), params.id));
