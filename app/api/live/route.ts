import { apiRoute } from '@/lib/server/http/api-route';
import { liveResponse } from '@/lib/server/http/live-response';

export const dynamic = 'force-dynamic';

export const GET = apiRoute('viewer', ({ request, person }) => Promise.resolve(liveResponse(request, person.id)));
