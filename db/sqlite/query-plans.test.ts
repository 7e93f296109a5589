import { type Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventFilter } from '@/lib/events/event-record';
import { oddCombinations } from '@/lib/ledger/combination';
import { type Store } from '@/lib/store';
import { record } from '../contract/world';
import { askForConnectors } from './connectors/testing/ask-for-connectors';
import { openDatabase } from './engine/open';
import { sqliteStore } from './sqlite-store';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

/** Tables that grow with the tenant. Reading one from end to end would be felt. */
const largeTables = [
  'events',
  'receipts',
  'users',
  'user_terms',
  'user_term_rows',
  'deliveries',
  'audit',
  'job_items',
  'job_lines',
  'outages',
  'feed_events',
  'ledger_ignores',
  'connector_lanes',
  'connector_calls',
];

/**
 * The planner calls every use of a virtual table a scan. These are by the number of a user, and by a range of words: 512 and
 * 1024 in the number of the plan stand for its two ends.
 */
const keyedScan = /^SCAN (user_terms VIRTUAL TABLE INDEX 0:=|user_term_rows VIRTUAL TABLE INDEX 153[79]:)$/;

const eventFilters: EventFilter[] = [
  { types: ['user.updated', 'user.created'] },
  { outcomes: ['applied', 'late'] },
  { streamIds: ['est_a', 'est_b'] },
  { subjectIds: ['auth0|ada', 'auth0|eve'] },
  { eventId: 'evt_1' },
  { fromMs: 1, toMs: Date.now() + 1 },
  { test: 'hide' },
  { test: 'only' },
];

/** Every statement that was prepared on the connection, with what the planner makes of it. */
class Statements {
  readonly #sql: Database;
  readonly #sources = new Set<string>();

  constructor(sql: Database) {
    this.#sql = sql;
    const prepare = sql.prepare.bind(sql);
    sql.prepare = (source: string) => {
      this.#sources.add(source.replace(/\s+/g, ' ').trim());
      return prepare(source);
    };
  }

  plans(): { source: string; details: string[] }[] {
    return [...this.#sources]
      .filter((source) => /^(select|update|delete|with)/i.test(source))
      .map((source) => ({ source, details: this.#explain(source) }));
  }

  #explain(source: string): string[] {
    const statement = this.#sql.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`);
    const names = [...source.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, '1'] as const);
    const marks = [...source.matchAll(/\?/g)].map(() => '1');
    const rows = names.length > 0 ? statement.all(Object.fromEntries(names)) : statement.all(...marks);
    return rows.map(({ detail }) => detail);
  }
}

/** What the screens and the runner ask about jobs, and what bulk work asks about deliveries. */
async function askForJobs(store: Store): Promise<void> {
  await store.settleJobItems(1, [{ key: 'a', from: 'missing', result: 'pushed' }], 1);
  await store.jobsAbout('connector/1', ['backfill_connector'], 5);
  const job = { kind: 'redeliver', input: {}, key: 'k', cursor: {}, createdBy: 'ada', createdAtMs: 1 } as const;
  await store.createJob(job);
  const claimed = await store.claimJob(['redeliver'], 'one', 1_000);
  if (claimed === null) throw new Error('The job could not be claimed');
  const added = [{ key: 'est_a/evt_1', part: 'est_a/http-500', result: 'waiting', reason: null }];
  const changed = [{ key: 'est_a/evt_1', result: 'asked', reason: null }];
  const shut = { parts: ['est_a/http-500'], result: 'not_tried', reason: 'shut' };
  await store.saveStep(claimed, { cursor: {}, added, changed, shut, note: null, failures: 0, nextAtMs: 1, atMs: 1 });
  await store.nextJobAtMs(['redeliver']);
  await store.listJobItems(1, { limit: 5 });
  await store.listJobItems(1, { results: ['waiting'], part: 'est_a/http-500', after: 0, limit: 5 });
  await store.tallyJobItems(1);
  await store.jobLog(1, 5);
  await store.listJobs({ limit: 5 });
  await store.activeJobs(5);
  const filter = { states: ['failed'], streamIds: ['est_a'], fromMs: 1, toMs: 2 } satisfies Parameters<
    Store['tallyDeliveries']
  >[0];
  await store.markDeliveries(filter, { above: 0, upTo: 9, limit: 5 });
  await store.tallyDeliveries(filter);
  await store.markNamedDeliveries([{ streamId: 'est_a', eventId: 'evt_1' }]);
  await store.namedDeliveries([{ streamId: 'est_a', eventId: 'evt_1' }]);
  await store.openDeliveries('est_a', { fromMs: 1, toMs: 9, limit: 5 });
  await store.namedJobItems(1, ['est_a/evt_1']);
  await store.changeJob(1, 'cancel', { actor: 'ada', atMs: 1 });
}

/** What the ledger and the reader of the feed ask. */
async function askForLedger(store: Store): Promise<void> {
  const about = { type: 'user.created', timeMs: 1, subjectId: null, subjectLabel: null, body: '{}' };
  const events = ['evt_1', 'evt_told'].map((id) => ({ id, ...about }));
  const read = { cursor: 'a', readThroughMs: 9, coveredFromMs: 0, hole: { fromMs: 1, toMs: 2 }, atMs: 9 };
  await store.saveFeedStep({ revision: 0, events, receipts: [], ...read });
  await store.noteFeedTry(null, 1);
  await store.matchFeed(Number.MAX_SAFE_INTEGER, 5);
  await store.feedState();
  await store.feedHoles(0, 9);
  const window = { streamId: 'est_a', fromMs: 0, toMs: 9 };
  const query = { ...window, spans: [{ fromMs: 0, toMs: 9, types: ['user.created'] }] };
  const ignore = await store.ignoreLedger({
    ...window,
    combination: 'never_delivered',
    note: 'a test',
    by: 'ada',
    atMs: 1,
  });
  await store.tallyLedger({ ...query, startMs: 0, bucketMs: 1 });
  for (const combination of oddCombinations) await store.listLedger({ ...query, combination }, { after: 0, limit: 5 });
  await store.feedCopies(['evt_told']);
  await store.ledgerIgnores('est_a', 5);
  await store.unignoreLedger({ streamId: 'est_a', seq: ignore.seq }, { actor: 'ada', atMs: 1 });
  await store.pruneFeed(5, 9, 5);
}

/** Asks everything the screens ask, with every filter alone and every pair of them. */
async function askEverything(store: Store): Promise<void> {
  const pages = [{ limit: 5 }, { limit: 5, before: 10 }, { limit: 5, after: 0 }];
  for (const one of [{}, ...eventFilters]) {
    for (const other of [{}, ...eventFilters]) {
      const filter = { ...one, ...other };
      for (const page of pages) await store.listEvents(filter, page);
      await store.eventNeighbours(1, filter);
    }
  }
  for (const deleted of ['hide', 'only', 'include'] as const) {
    for (const q of ['', 'ada', 'ada example']) for (const page of pages) await store.listUsers({ deleted, q }, page);
  }
  await store.getEvent('evt_1');
  await store.eventTypeCounts();
  for (const filter of [{}, ...eventFilters]) {
    await store.eventHistogram({ ...filter, fromMs: 0, toMs: 1_000, bucketMs: 10 });
  }
  await askForJobs(store);
  await askForLedger(store);
  await askForConnectors(store);
  await store.listStreamChanges('est_a', { limit: 5, before: 9 });
  await store.streamStatuses('est_a', 5);
  await store.lastStatusChange('est_a');
  await store.rejectionsDuring({ fromMs: 1, untilMs: 2 }, 5);
  await store.firstBeatMs();
  await store.outages({ fromMs: 1, untilMs: 2 });
  await store.failureHistogram({ fromMs: 0, toMs: 1_000, bucketMs: 10 });
  await store.lastReceivedAtMs();
  await store.lastReceivedAtMs('est_a');
  const place = { receivedAtMs: 1, seq: 0 };
  const arrivals = { streamId: 'est_a', untilMs: 9, timeFromMs: 0, timeToMs: 9, limit: 5 };
  await store.listArrivals({ ...arrivals, after: place });
  const timeline = await store.userTimeline('auth0|ada', { limit: 1 });
  await store.userTimeline('auth0|ada', { limit: 1, ...(timeline.older === null ? {} : { before: timeline.older }) });
  await store.getUser('auth0|ada');
  await store.counts(1);
  await askAboutDeliveries(store);
  for (const page of pages) await store.listAudit(page);
}

async function askAboutDeliveries(store: Store): Promise<void> {
  const attempts = [{ status: 'failed', atMs: 1, errorMessage: '500 - x', durationMs: null }];
  const about = { eventType: 'user.created', subjectId: null, subjectLabel: null, eventTimeMs: null, payload: null };
  const listed = [{ streamId: 'est_a', eventId: 'evt_1', status: 'failed', attempts, ...about }];
  const poll = { streamId: 'est_a', pointsHere: true, startedAtMs: 1, checkedAtMs: 1, capped: false };
  await store.syncDeliveries({ ...poll, listed });
  await store.syncDeliveries({ ...poll, listed });
  const filters = [
    {},
    { states: ['failed' as const] },
    { streamIds: ['est_a'], types: ['user.created'], causeKey: 'http-500' },
  ];
  for (const filter of filters) {
    await store.listDeliveries(filter, { limit: 5 });
    await store.listDeliveries(filter, { limit: 5, after: 0 });
    await store.deliveryCauses(filter);
  }
  await store.getDelivery('est_a', 'evt_1');
  await store.deliveriesOfEvent('evt_1');
  await store.countFailedDeliveries();
  await store.deliveriesToPoll(5);
  await store.expireAsked(0);
  await store.claimRedelivery('est_a', 'evt_1', { atMs: 1, by: 'ada' });
  const claimed = await store.claimJob(['redeliver'], 'one', 1_000);
  const job = { id: claimed?.id ?? 0, owner: 'one' };
  await store.claimRedeliveries('est_a', [{ eventId: 'evt_1', itemKey: 'est_a/evt_1' }], { atMs: 1, by: 'ada', job });
  await store.releaseRedeliveries('est_a', ['evt_1'], 1);
  await store.releaseRedelivery({ streamId: 'est_a', eventId: 'evt_1', askedAtMs: 1 });
  await store.syncDeliveries({ ...poll, listed: [] });
  await store.syncDeliveries({ ...poll, listed });
  await store.markGone('est_a', 'evt_1', Date.now());
  await store.listDeliveries({}, { limit: 5 });
}

describe('query plans', () => {
  let store: Store;
  let statements: Statements;

  beforeAll(async () => {
    const sql = await openDatabase({ file: newFile() });
    statements = new Statements(sql);
    store = await sqliteStore(sql);
    await record(store, { id: 'evt_1', at: 1, object: { name: 'Ada', email: 'ada@example.test' } });
    await record(store, { id: 'evt_2', at: 3 });
    await record(store, { id: 'evt_3', at: 2 });
    await askEverything(store);
  });
  afterAll(() => store.close());

  it('cover the statements of every list', () => {
    expect(statements.plans().length).toBeGreaterThan(50);
  });

  it('never read a large table from end to end', () => {
    const scans = statements
      .plans()
      .filter(({ details }) =>
        details.some(
          (detail) => !keyedScan.test(detail) && largeTables.some((table) => detail.startsWith(`SCAN ${table}`)),
        ),
      );
    expect(scans).toEqual([]);
  });

  it('never sort events, receipts, users, what the feed told or the audit trail: an index has them in order', () => {
    // What is asked of deliveries is bounded by the open ones, an event or an hour: there a sort is cheap.
    const sorts = statements
      .plans()
      .filter(({ details }) => details.some((detail) => detail.includes('TEMP B-TREE FOR ORDER BY')))
      .filter(({ details }) =>
        details.some((detail) =>
          /^(SCAN|SEARCH) (events|receipts|users|user_term_rows|audit|f|feed_events)\b/.test(detail),
        ),
      )
      .filter(({ source }) => !source.includes('deliveries'));
    expect(sorts).toEqual([]);
  });

  it('find what a poll may end through the index made for it', () => {
    const walks = statements.plans().filter(({ source }) => source.includes('INDEXED BY deliveries_listed'));
    const used = walks.flatMap(({ details }) => details.filter((detail) => detail.includes(' deliveries ')));
    expect(used).toEqual([
      'SEARCH deliveries USING INDEX deliveries_listed (stream_id=? AND listed=?)',
      'SEARCH deliveries USING INDEX deliveries_listed (stream_id=? AND listed=? AND state=?)',
    ]);
  });

  it('reach every filter of the event list through the index made for it', () => {
    const walks = statements.plans().filter(({ source }) => /^SELECT seq FROM events/.test(source));
    const used = walks.flatMap(({ details }) => details.filter((detail) => detail.includes(' events ')));
    expect(new Set(used)).toEqual(
      new Set([
        'SEARCH events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
        'SEARCH events USING COVERING INDEX events_kind (type=? AND outcome=? AND stream_id=? AND seq>? AND seq<?)',
        'SEARCH events USING INDEX events_subject (subject_id=? AND seq>? AND seq<?)',
        'SEARCH events USING INDEX events_id (id=? AND rowid>? AND rowid<?)',
        'SEARCH events USING COVERING INDEX events_received (received_at_ms<?)',
        'SEARCH events USING COVERING INDEX events_received (received_at_ms>?)',
      ]),
    );
  });
});
