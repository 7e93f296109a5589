import { alertSettingsAnswer } from '@/lib/server/alerts/alert-answers';
import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async () => alertSettingsAnswer(await store()));
