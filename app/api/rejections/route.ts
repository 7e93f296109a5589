import { apiRoute } from '@/lib/server/http/api-route';
import { rejectionListAnswer } from '@/lib/server/rejections/rejection-answers';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async () => rejectionListAnswer(await store()));
