import 'server-only';
import { type EventFilters, eventPageOf, type EventSearch } from '../../events/event-search';
import { type EventPage } from '../../events/event-record';
import { type EventHistogram } from '../../story/event-view';
import { histogramRange } from '../../events/histogram-range';
import { type Store } from '../../store';
import { closedWindowsOf } from '../streams/closed-windows';
import { resolveEventFilter } from './event-filter';

/** One page of the list of events: behind `GET /api/events` and the page's prefetch. */
export async function eventListAnswer(
  store: Store,
  search: EventSearch,
  limit: number | null = null,
): Promise<EventPage> {
  return store.listEvents(await resolveEventFilter(store, search), eventPageOf(search, limit));
}

/** Arrivals over the shown range under the list's filters: behind `GET /api/events/histogram` and the page's prefetch. */
export async function eventHistogramAnswer(store: Store, filters: EventFilters): Promise<EventHistogram> {
  const range = histogramRange(filters, Date.now());
  const { fromMs, toMs, bucketMs } = range;
  const filter = await resolveEventFilter(store, filters);
  const [buckets, closed] = await Promise.all([
    store.eventHistogram({ ...filter, fromMs, toMs, bucketMs }),
    closedWindowsOf(store, filter.streamIds ?? [], range),
  ]);
  return { ...range, buckets, closed };
}
