import { isoTime } from '../ground/clock.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import type { Tenant } from '../world/tenant.ts';
import { badQuery } from './fault.ts';
import { dateProblem } from './delivery-routes.ts';
import { outletOf } from './stream-routes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Window {
  fromMs: number;
  toMs: number;
}

function readDate(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const problem = dateProblem(name, value);
  if (problem !== undefined) throw badQuery(problem);
  return Date.parse(value);
}

/** About two weeks up to the next full hour when nothing is asked for (recorded). */
function readWindow(query: URLSearchParams, nowMs: number): Window {
  const toMs = readDate(query, 'date_to') ?? Math.ceil(nowMs / HOUR) * HOUR;
  return { fromMs: readDate(query, 'date_from') ?? Math.floor(nowMs / HOUR) * HOUR - 14 * DAY, toMs };
}

/** The recorded shape of an endpoint that Auth0 serves but does not document. */
function statsOf(outlet: StreamOutlet, { fromMs, toMs }: Window): object {
  // Short windows came back in hours, aligned down; the default one in days.
  const step = toMs - fromMs <= DAY ? HOUR : DAY;
  const buckets: number[] = [];
  for (let at = Math.floor(fromMs / step) * step; at < toMs; at += step) buckets.push(at);
  const counts = buckets.map((at) => outlet.counts.between(at, at + step));
  const metric = (name: string, data: number[]) => ({
    name: `auth0.event_streams.${name}`,
    window_total: data.reduce((sum, value) => sum + value, 0),
    type: 'sum',
    data,
  });
  return {
    id: outlet.stream.id,
    name: outlet.stream.name,
    window: {
      date_from: isoTime(fromMs),
      date_to: isoTime(toMs),
      bucket_interval: { scale_factor: step / 1000 },
    },
    buckets: buckets.map(isoTime),
    metrics: [
      metric(
        'successful_deliveries',
        counts.map((count) => count.delivered),
      ),
      metric(
        'failed_deliveries',
        counts.map((count) => count.failed),
      ),
    ],
  };
}

export function statsRoutes(tenant: () => Tenant): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v2/event-streams/:id/stats',
      scopes: ['read:event_streams'],
      handle: (request: ApiRequest) => ({
        status: 200,
        body: statsOf(outletOf(tenant(), request), readWindow(request.query, tenant().clock.now())),
      }),
    },
  ];
}
