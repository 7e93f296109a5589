/**
 * Keys under which the browser and a page's prefetch keep the same answers. The first element is the live topic that makes
 * an answer stale; `query` is a query string as `event-search` writes it.
 */
export const eventKeys = {
  list: (query: string) => ['events', 'list', query] as const,
  histogram: (query: string) => ['events', 'histogram', query] as const,
  types: ['events', 'types'] as const,
  view: (id: string, query: string) => ['events', 'view', id, query] as const,
  streamNames: ['streams', 'names'] as const,
};
