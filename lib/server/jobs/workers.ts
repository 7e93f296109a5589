import { type FeedMode } from '../../ledger/feed';
import { type Store } from '../../store';
import { holdRunning } from '../connectors/hold-running';
import { addressGuard } from '../connectors/address-guard';
import { ConnectorEngine } from '../connectors/engine';
import { isGoneAtAuth0 } from '../connectors/records/gone-at-auth0';
import { type Management } from '../management/client';
import { FeedReader } from '../ledger/feed-reader';
import { processFamily } from '../process/role';
import { auth0Jobs } from './auth0-jobs';
import { connectorJobs } from './connector-jobs';
import { applyWork } from './kinds/apply';
import { backfillWork } from './kinds/backfill-connector';
import { verifyWork } from './kinds/verify-connector';
import { redeliverWork } from './kinds/redeliver';
import { Leadership } from './leadership';
import { Runner } from './runner';
import { DeliveryPoller } from './standing/delivery-poller';
import { FollowFeed } from './standing/follow-feed';
import { HealGaps } from './standing/heal-gaps';
import { RaiseAlerts } from './standing/raise-alerts';
import { RedeliveryWatcher } from './standing/redelivery-watcher';
import { SettleFeed } from './standing/settle-feed';
import { TellTargets } from './standing/tell-targets';
import { env } from '../process/env';
import { singleton } from '../process/singleton';
import { instruments } from '../telemetry/instruments';

/** Where routes find the poller that boot has started; empty without a Management API. */
const slot = () =>
  singleton<{ poller: DeliveryPoller | null; wake: () => void }>('delivery-poller', () => ({
    poller: null,
    wake: () => undefined,
  }));

/** The background work of the process. */
export interface Workers {
  /** Ends timers and waits for what is under way; safe to call twice. */
  stop(): Promise<void>;
}

interface WorkersParts {
  store: Store;
  management: Management | null;
  webhookUrl: string;
  /** What is done with Auth0's event feed. */
  feed: FeedMode;
}

/** Starts everything that is done in the background. Called once at boot. */
export function startWorkers({ management, ...parts }: WorkersParts): Workers {
  const { store } = parts;
  const leadership: Leadership = new Leadership(store, { onGained: () => runner.wakeAll() });
  const leads = () => leadership.isHeld;
  const ofAuth0 = management === null ? null : workOfAuth0({ ...parts, management, leads });
  const engine = env().connectors.mode === 'off' ? null : engineOf(store, () => runner);
  const work = [
    leadership,
    ...(ofAuth0?.work ?? []),
    ...(engine === null ? [] : [engine, jobsOfConnectors(store)]),
    new RaiseAlerts(store),
    new TellTargets(store),
  ];
  const runner: Runner = new Runner({ store, leads, work });
  const poller = ofAuth0?.poller ?? null;
  const wake = () => {
    if (poller !== null) runner.wake(poller);
  };
  Object.assign(slot(), { poller, wake });
  runner.start();
  return {
    stop: async () => {
      slot().poller = null;
      management?.close();
      await Promise.all([poller?.stop(), runner.stop()]);
      await engine?.stop();
      await leadership.release();
    },
  };
}

/** What carries changes on to other systems. */
function engineOf(store: Store, runner: () => Runner): ConnectorEngine {
  const { allow, mode } = env().connectors;
  const engine: ConnectorEngine = new ConnectorEngine({
    store,
    guard: addressGuard(allow),
    holder: processFamily(),
    wake: () => runner().wake(engine),
    isGoneAtAuth0,
    atFirst: mode === 'held' ? () => holdRunning(store) : undefined,
  });
  return engine;
}

function jobsOfConnectors(store: Store) {
  const guard = addressGuard(env().connectors.allow);
  return connectorJobs({ store, guard, work: [backfillWork, verifyWork], owner: processFamily() });
}

/** What can only be done with a Management API. */
function workOfAuth0({
  store,
  management,
  webhookUrl,
  feed,
  leads,
}: WorkersParts & { management: Management; leads: () => boolean }) {
  const poller = new DeliveryPoller({ store, management, webhookUrl });
  const watcher = new RedeliveryWatcher({ store, management, pollLists: () => poller.poll() });
  const jobs = auth0Jobs({
    store,
    management,
    work: [applyWork, redeliverWork],
    owner: processFamily(),
    webhookUrl,
    limits: env().failureLimits,
  });
  instruments().metrics.gauge(
    'streamgauge_poll_age_seconds',
    'Time since every event stream was polled for failed deliveries.',
    () => (poller.ageMs === null ? null : poller.ageMs / 1000),
  );
  const healing =
    env().recovery === 'automatic' ? [new HealGaps({ store, management, webhookUrl, poll: () => poller.poll() })] : [];
  return { poller, work: [poller, watcher, jobs, ...workOfFeed({ store, management, feed, leads }), ...healing] };
}

/** One reading of the feed serves the log and the ledger: a tenant may have a single connection. */
function workOfFeed(parts: Pick<WorkersParts, 'store' | 'feed'> & { management: Management; leads: () => boolean }) {
  const { store, management, feed, leads } = parts;
  if (feed === 'off') return [];
  if (feed === 'ledger') return [new FeedReader({ store, management })];
  const { metrics } = instruments();
  const events = metrics.counter('streamgauge_feed_events_total', 'Events that the event feed has told.')();
  const follow = new FollowFeed({ store, management, leads, onEvents: (count) => events.add(count) });
  metrics.gauge(
    'streamgauge_feed_lag_seconds',
    'How far behind what Auth0 has emitted the log is by the event feed.',
    () => (follow.lagMs === null ? null : follow.lagMs / 1000),
  );
  return [follow, new SettleFeed(store)];
}

/** Marks that a screen shows failures, for the faster pace of polling. Call it from every route that counts them. */
export function noteDeliveryViewer(): void {
  const { poller, wake } = slot();
  if (poller?.noteViewer() === true) wake();
}

/** Polls Auth0's failed deliveries anew for a person; resolves when it is done. Never rejects. */
export async function refreshDeliveries(): Promise<void> {
  await slot().poller?.refresh();
}
