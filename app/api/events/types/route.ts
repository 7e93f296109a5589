import { apiRoute } from '@/lib/server/api-route';
import { store } from '@/lib/server/store';

export const GET = apiRoute('viewer', async () => (await store()).eventTypeCounts());
