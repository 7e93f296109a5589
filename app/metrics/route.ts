import { metricsAnswer } from '@/lib/server/http/metrics-endpoint';

/** For `next start` and `next dev`, which do not tell where a request comes from: METRICS_TOKEN alone opens it there. */
export async function GET(request: Request): Promise<Response> {
  const authorization = request.headers.get('authorization');
  const { status, headers, body } = await metricsAnswer({ authorization, peer: null, isForwarded: true });
  return new Response(body, { status, headers });
}
