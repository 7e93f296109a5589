import { checkConnector } from '@/lib/server/connectors/connector-deeds';
import { numberOf } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { noSuchConnector } from '@/lib/server/http/connector-problem';
import { store } from '@/lib/server/process/store';

export const POST = apiRoute<{ id: string }>('admin', async ({ params }) =>
  checkConnector({ store: await store(), id: numberOf(params.id, noSuchConnector) }),
);
