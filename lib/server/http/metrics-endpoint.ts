import { type IncomingMessage, type ServerResponse } from 'node:http';
import { env } from '../process/env';
import { processRole } from '../process/role';
import { instruments } from '../telemetry/instruments';
import { mayReadMetrics, type MetricsRequest } from '../telemetry/metrics-access';
import { byRole, type Measured } from '../telemetry/by-role';
import { exposeMetrics, exposedType } from '../telemetry/prometheus';
import { securityHeaders } from './security-headers';

const path = '/metrics';

/** What a proxy adds to a request that it passes on. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

const refusal =
  'Metrics are read with "Authorization: Bearer" and the METRICS_TOKEN of the settings, or from the same machine without a proxy.\n';

/** The metrics of this process and of `others` as an HTTP answer, or its refusal. */
export async function metricsAnswer(
  request: MetricsRequest,
  others: () => Promise<Measured> = () => Promise.resolve([]),
): Promise<{
  status: 200 | 401;
  headers: Record<string, string>;
  body: string;
}> {
  const headers = { ...securityHeaders, 'cache-control': 'no-store' };
  if (!mayReadMetrics(request, env().metricsTokens)) {
    const challenge = { 'content-type': 'text/plain; charset=utf-8', 'www-authenticate': 'Bearer' };
    return { status: 401, headers: { ...headers, ...challenge }, body: refusal };
  }
  const [own, theirs] = await Promise.all([instruments().metrics.families(), others()]);
  const body = exposeMetrics(byRole([{ role: processRole(), families: own }, ...theirs]));
  return { status: 200, headers: { ...headers, 'content-type': exposedType }, body };
}

/** Answers `GET /metrics`, before Next is asked; false for every other request. */
export async function takeMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  others: () => Promise<Measured>,
): Promise<boolean> {
  const { method, url = '', headers, httpVersion, socket } = request;
  if ((method !== 'GET' && method !== 'HEAD') || url.split('?', 1)[0] !== path) return false;
  const answer = await metricsAnswer(
    {
      authorization: headers.authorization ?? null,
      peer: socket.remoteAddress ?? null,
      // nginx without settings adds no header, but speaks HTTP/1.0.
      isForwarded: httpVersion === '1.0' || proxyHeaders.some((name) => headers[name] !== undefined),
    },
    others,
  );
  response.writeHead(answer.status, answer.headers).end(method === 'HEAD' ? undefined : answer.body);
  return true;
}
