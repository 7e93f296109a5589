import { lifecycle } from '@/lib/server/lifecycle';
import { store } from '@/lib/server/store';

const answer = (status: number, word: string) =>
  Response.json({ status: word }, { status, headers: { 'cache-control': 'no-store' } });

/** Events can be stored now. Contacts nobody: with Auth0 unreachable this is still 200. */
export async function GET(): Promise<Response> {
  if (lifecycle.stopping) return answer(503, 'stopping');
  try {
    await (await store()).checkWritable();
    return answer(200, 'ready');
  } catch {
    return answer(503, 'database not writable');
  }
}
