import { apiRoute } from '@/lib/server/api-route';
import { readRejections } from '@/lib/server/overview-rejections';
import { store } from '@/lib/server/store';

export const GET = apiRoute('viewer', async () => readRejections(await store()));
