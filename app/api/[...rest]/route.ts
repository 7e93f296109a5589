import { apiRoute } from '@/lib/server/http/api-route';
import { Problem } from '@/lib/server/http/problem';

/** Whatever no other route serves: people signed out learn nothing, the others that there is no such thing. */
const nothing = apiRoute<{ rest: string[] }>('viewer', () =>
  Promise.reject(new Problem(404, 'Not found', 'There is nothing at this address.')),
);

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
