import { apiRoute } from '@/lib/server/http/api-route';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';
import { userListAnswer } from '@/lib/server/users/user-answers';
import { userSearchSchema } from '@/lib/users/user-search';

export const GET = apiRoute('viewer', async ({ query }) =>
  userListAnswer(await store(), parseQuery(userSearchSchema, query)),
);
