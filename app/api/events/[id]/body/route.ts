import { apiRoute } from '@/lib/server/http/api-route';
import { Problem } from '@/lib/server/http/problem';
import { store } from '@/lib/server/process/store';

/** A name that is safe in a header and in any file system. */
const fileName = (id: string) => `${id.replaceAll(/[^\w.-]/g, '_').slice(0, 100)}.json`;

export const GET = apiRoute<{ id: string }>('viewer', async ({ params }) => {
  const event = await (await store()).getEvent(params.id);
  if (event === null)
    throw new Problem(404, 'No such event', 'It was never received here, or it was removed from this database.');
  return new Response(event.body, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(event.id)}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
