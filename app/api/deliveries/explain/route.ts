import { explainQuery } from '@/lib/deliveries/delivery-search';
import { explainAnswer } from '@/lib/server/deliveries/explain-answer';
import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

export const GET = apiRoute('viewer', async ({ query }) =>
  explainAnswer(await store(), parseQuery(explainQuery, query)),
);
