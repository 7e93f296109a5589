import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async () => (await store()).eventTypeCounts());
