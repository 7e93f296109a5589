import { userConnectorsAnswer } from '@/lib/server/connectors/connector-answers';
import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) =>
  userConnectorsAnswer(await store(), params.id),
);
