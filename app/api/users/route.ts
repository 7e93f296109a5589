import { apiRoute } from '@/lib/server/api-route';
import { parseQuery } from '@/lib/server/query';
import { store } from '@/lib/server/store';
import { readUsers } from '@/lib/server/user-pages';
import { userSearchSchema } from '@/lib/users/user-search';

export const GET = apiRoute('viewer', async ({ query }) =>
  readUsers(await store(), parseQuery(userSearchSchema, query)),
);
