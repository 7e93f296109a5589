import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '@/db/sqlite/engine/open';
import { sqliteStore } from '@/db/sqlite/sqlite-store';
import { temporaryFiles } from '@/db/testing/temporary';
import { waitingResult } from '@/lib/jobs/job';
import { jobLeaseMs } from '@/lib/jobs/pace';
import { type JobWork } from '@/lib/server/jobs/job-kind';
import { auth0Jobs } from '@/lib/server/jobs/auth0-jobs';
import { createManagement } from '@/lib/server/management/client';
import { publishedLimits } from '@/lib/streams/failure-budget';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();

/** What befalls the next step. */
type Fate = 'goes well' | 'throws' | 'dies' | 'stands still' | 'meets trouble';

const fates: Fate[] = ['goes well', 'throws', 'dies', 'stands still', 'meets trouble'];

interface Move {
  runner: 0 | 1;
  fate: Fate;
  /** The clock moves on before it, in ms. */
  afterMs: number;
  person: 'pause' | 'resume' | null;
}

const moves = fc.array(
  fc.record<Move>({
    runner: fc.constantFrom(0, 1),
    fate: fc.constantFrom(...fates),
    afterMs: fc.constantFrom(0, 1_000, jobLeaseMs + 1, 120_000),
    person: fc.constantFrom('pause', 'resume', null, null, null),
  }),
  { maxLength: 25 },
);

const itemCount = 12;
/** The process goes on. */
const { signal } = new AbortController();

const actor = 'ada@example.test';

class Dead extends Error {}

/** Two runners over one store, a clock of our own, and work that marks two items with each step. */
async function makeWorld() {
  const clock = { nowMs: 1_000_000 };
  const sql = await openDatabase({ file: newFile() });
  const store = await sqliteStore(sql, () => clock.nowMs);
  const next: { fate: Fate; meanwhile: () => Promise<unknown> } = {
    fate: 'goes well',
    meanwhile: () => Promise.resolve(),
  };
  const work: JobWork = {
    kind: 'redeliver',
    role: 'operator',
    step: async (_world, claimed) => {
      const { fate, meanwhile } = next;
      next.fate = 'goes well';
      const { total, done } = claimed.job.counts;
      if (total === 0) {
        const added = Array.from({ length: itemCount }, (_, n) => ({
          key: `k${n}`,
          part: 'p',
          result: waitingResult,
          reason: null,
        }));
        return { added, cursor: { steps: 1 }, nextAtMs: clock.nowMs };
      }
      if (claimed.job.state !== 'running') return { nextAtMs: null };
      const items = await store.listJobItems(claimed.id, { results: [waitingResult], limit: 2 });
      if (fate === 'throws') throw new Error('The step failed');
      if (fate === 'stands still') {
        clock.nowMs += jobLeaseMs + 1;
        await meanwhile();
      }
      const changed = items.map(({ key }) => ({ key, result: 'recovered', reason: null }));
      const result = { changed, cursor: { steps: Number(claimed.cursor.steps ?? 0) + 1 }, nextAtMs: clock.nowMs };
      if (fate === 'meets trouble') return { ...result, trouble: 'Auth0 is away.' };
      const isOver = done + changed.length === itemCount;
      return isOver ? { ...result, nextAtMs: null, become: { state: 'done', reason: null } } : result;
    },
  };
  const management = createManagement({ domain: 'http://localhost:1', clientId: 'a', clientSecret: 'b' });
  const runnerOf = (owner: string, over: Store = store) =>
    auth0Jobs({
      store: over,
      management,
      work: [work],
      owner,
      webhookUrl: 'https://gauge.test/webhook',
      limits: publishedLimits,
    });
  const runners = [runnerOf('one'), runnerOf('two')] as const;
  // A process that dies in a step saves nothing.
  const dying = [runnerOf('one', deadStore(store)), runnerOf('two', deadStore(store))] as const;
  return { clock, store, next, runners, dying };
}

function deadStore(store: Store): Store {
  return { ...store, saveStep: () => Promise.reject(new Dead()) };
}

type World = Awaited<ReturnType<typeof makeWorld>>;

/** A turn as the runner takes it: what breaks off comes again. */
const turnOf = (steps: ReturnType<typeof auth0Jobs>) => steps.turn(signal).catch(() => undefined);

async function play({ clock, store, next, runners, dying }: World, move: Move): Promise<void> {
  clock.nowMs += move.afterMs;
  if (move.person !== null) await store.changeJob(1, move.person, { actor, atMs: clock.nowMs });
  next.fate = move.fate;
  const other = runners[move.runner === 0 ? 1 : 0];
  next.meanwhile = () => turnOf(other);
  await turnOf((move.fate === 'dies' ? dying : runners)[move.runner]);
}

test('whatever befalls two runners, a job ends with every item done once and true counts', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (played) => {
      const world = await makeWorld();
      const { store, clock, runners } = world;
      const job = {
        kind: 'redeliver',
        input: {},
        key: null,
        cursor: {},
        createdBy: actor,
        createdAtMs: clock.nowMs,
      } as const;
      await store.createJob(job);
      let steps = 0;
      for (const move of played) {
        await play(world, move);
        const items = await store.listJobItems(1, { limit: 50 });
        const { counts } = (await store.getJob(1)) ?? {};
        // The counts are those of the items after every step, and no step is undone.
        expect(counts).toMatchObject({
          total: items.length,
          done: items.filter(({ result }) => result === 'recovered').length,
        });
        expect(counts?.done).toBeGreaterThanOrEqual(steps);
        steps = counts?.done ?? 0;
      }
      await store.changeJob(1, 'resume', { actor, atMs: clock.nowMs });
      for (let n = 0; n < 40 && (await store.getJob(1))?.endedAtMs === null; n += 1) {
        clock.nowMs += 61_000;
        await turnOf(runners[0]);
      }
      const ended = await store.getJob(1);
      expect(ended?.state).toMatch(/^(done|failed)$/);
      if (ended?.state === 'done')
        expect(ended.counts).toMatchObject({ total: itemCount, done: itemCount, waiting: 0 });
      await store.close();
    }),
    { numRuns: 60 },
  );
}, 120_000);
