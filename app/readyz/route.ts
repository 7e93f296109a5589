import { readyAnswer } from '@/lib/server/http/health';

/** For `next start` and `next dev`; `server.ts` answers this before Next. */
export async function GET(): Promise<Response> {
  const { status, body } = await readyAnswer();
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
