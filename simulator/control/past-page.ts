import type { Tenant } from '../world/tenant.ts';

const MOST = 5_000;

/** `GET /__sim/past?from=`: deliveries that the app took before this start, page by page; `next` is null after the last. */
export function pastPage(tenant: Tenant, query: URLSearchParams): object {
  const from = Math.max(0, Math.trunc(Number(query.get('from') ?? 0)) || 0);
  const deliveries = tenant.past.slice(from, from + MOST);
  const end = from + deliveries.length;
  return { deliveries, next: end < tenant.past.length ? end : null };
}
