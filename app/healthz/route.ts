import { aliveAnswer } from '@/lib/server/http/health';

/** For `next start` and `next dev`; `server.ts` answers this before Next. */
export function GET(): Response {
  const { status, body } = aliveAnswer();
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
