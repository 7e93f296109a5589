import { openPagesStore, processEnd } from '@/db/store';
import { createFastApi } from '@/lib/server/http/fast-api';
import { SharedAnswers } from '@/lib/server/http/shared-answers';
import { lifecycle } from '@/lib/server/process/lifecycle';
import { liveBus } from '@/lib/server/process/live-bus';
import { managementIfConfigured } from '@/lib/server/management/client';
import { isPressed } from '@/lib/server/process/pressure';
import { singleton } from '@/lib/server/process/singleton';
import { instruments } from '@/lib/server/telemetry/instruments';
import { carry, within } from '@/lib/server/telemetry/tracing';
import { startTracing } from '@/lib/server/telemetry/tracing-start';
import { watchLive } from '@/lib/server/telemetry/watches';
import { startWorkers } from '@/lib/server/jobs/workers';
import { type Store, topics } from '@/lib/store';
import { apiReads } from './api-reads';
import { provideOpened, readSettings } from './settings';

/** The process that serves pages and works in the background, before it listens. */
export interface Pages {
  /** Answers the reads of `/api`; null for any other request. */
  answerRead: ReturnType<typeof createFastApi>;
  /** Ends live connections and the work; resolves when every change that was begun has its end. */
  stop: () => Promise<void>;
}

function sharedAnswers(store: Store): SharedAnswers {
  const bus = liveBus();
  // What is no row moves with its notices only.
  let moved = 0;
  store.subscribe((topic) => {
    if (topic === 'streams' || topic === 'storage') moved += 1;
  });
  const { metrics } = instruments();
  const answers = metrics.counter(
    'streamgauge_api_answers_total',
    'Answers of shared questions: made anew, shared, or shared though the data has moved since.',
  );
  const counters = {
    made: answers({ how: 'made' }),
    shared: answers({ how: 'shared' }),
    stale: answers({ how: 'stale' }),
  };
  return new SharedAnswers({
    numberOfData: () => store.dataNumber() + moved,
    epoch: () => lifecycle.changes.ended,
    isPressed,
    askAgain: () => {
      for (const topic of topics) bus.announce(topic);
    },
    onAnswer: (how) => counters[how].add(),
  });
}

async function start(): Promise<Pages> {
  const settings = readSettings();
  await startTracing();
  const opening = openPagesStore(settings.databaseUrl, processEnd(process), { carry, within });
  const store = await provideOpened(opening);
  store.subscribe((topic) => liveBus().announce(topic));
  watchLive(liveBus());
  const workers = startWorkers({
    store,
    management: managementIfConfigured(),
    webhookUrl: settings.webhookUrl,
    feed: settings.feed,
  });
  return {
    answerRead: createFastApi(apiReads, sharedAnswers(store)),
    stop: async () => {
      lifecycle.stopping = true;
      liveBus().closeAll();
      await Promise.all([workers.stop(), lifecycle.changes.idle()]);
      await store.close();
    },
  };
}

/** Boots the process of the pages, whose parent keeps the store. Takes the place of `bootAll`, which Next asks for. */
export function bootPages(): Promise<Pages> {
  return singleton('boot', start);
}
