import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';
import { userAnswer } from '@/lib/server/users/user-answers';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => userAnswer(await store(), params.id));
