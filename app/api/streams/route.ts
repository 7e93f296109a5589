import { apiRoute } from '@/lib/server/api-route';
import { store } from '@/lib/server/store';
import { streamListAnswer } from '@/lib/server/stream-pages';

export const GET = apiRoute('viewer', async () => streamListAnswer(await store()));
