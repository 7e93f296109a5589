import { apiRoute } from '@/lib/server/api-route';
import { store } from '@/lib/server/store';
import { readUser } from '@/lib/server/user-pages';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => readUser(await store(), params.id));
