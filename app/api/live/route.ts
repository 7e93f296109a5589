import { apiRoute } from '@/lib/server/api-route';
import { liveResponse } from '@/lib/server/live-response';

export const dynamic = 'force-dynamic';

export const GET = apiRoute('viewer', ({ request }) => Promise.resolve(liveResponse(request)));
