import 'server-only';
import { type EventFilters, eventFilterOf, eventPageOf, type EventSearch } from '../events/event-search';
import { type EventPage, type HistogramBucket } from '../events/event-store';
import { type EventHistogram } from '../events/event-view';
import { histogramRange } from '../events/histogram-range';
import { type Outcome, outcomes } from '../events/outcome';
import { type Store } from '../store';

/** One page of the list of events: behind `GET /api/events` and the page's prefetch. */
export function listEventPage(store: Store, search: EventSearch, limit: number | null = null): Promise<EventPage> {
  return store.listEvents(eventFilterOf(search, Date.now()), eventPageOf(search, limit));
}

/** The outcomes that can be in the list under these filters: the test filter speaks about the outcome `test`. */
function shownOutcomes({ outcome, test }: EventFilters): ReadonlySet<Outcome> {
  const asked = outcome?.length ? outcome : outcomes;
  return new Set(asked.filter((one) => (test === 'hide' ? one !== 'test' : test === null || one === 'test')));
}

/** Adds the buckets of several event streams, which all cover the same range. */
function sumBuckets(lists: HistogramBucket[][], shown: ReadonlySet<Outcome>): HistogramBucket[] {
  const [first = []] = lists;
  return first.map(({ startMs }, place) => {
    const counts = { applied: 0, unchanged: 0, recorded: 0, test: 0, late: 0, error: 0 };
    for (const outcome of shown) {
      counts[outcome] = lists.reduce((sum, buckets) => sum + (buckets[place]?.counts[outcome] ?? 0), 0);
    }
    return { startMs, counts };
  });
}

/** Arrivals over the shown range: behind `GET /api/events/histogram` and the page's prefetch. */
export async function eventHistogramOf(store: Store, filters: EventFilters): Promise<EventHistogram> {
  const range = histogramRange(filters, Date.now());
  const { fromMs, toMs, bucketMs } = range;
  const streams = filters.stream?.length ? filters.stream.slice(0, 20) : [undefined];
  const lists = await Promise.all(
    streams.map((streamId) => store.eventHistogram({ fromMs, toMs, bucketMs, ...(streamId && { streamId }) })),
  );
  const ignores: EventHistogram['ignores'] = [];
  if (filters.type?.length) ignores.push('type');
  if (filters.subject !== null) ignores.push('subject');
  return { ...range, buckets: sumBuckets(lists, shownOutcomes(filters)), ignores };
}
