import { pastAttempts } from '../delivery/past-attempts.ts';
import type { Reply } from '../delivery/attempt-rules.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import { type Happening, onStream } from '../tenant/cloud-event.ts';
import type { Tenant } from '../world/tenant.ts';
import type { UserChange } from '../tenant/tenant-user.ts';
import { PERSON_NAMES } from './person-names.ts';
import { profileOf } from './profile-of.ts';
import { createRandom } from '../ground/random.ts';
import { createSomeone, randomAct } from './random-act.ts';
import { seedStreams } from './stream-seeds.ts';

const SEED_NAMES = ['demo', 'stories', 'empty'] as const;
export type SeedName = (typeof SEED_NAMES)[number];

export const isSeedName = (value: unknown): value is SeedName => SEED_NAMES.some((name) => name === value);

interface Target {
  webhookUrl: string;
  webhookToken: string;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const HISTORY_HOURS = 24;
const DEMO_USERS = 40;

const boom: Reply = { kind: 'answer', status: 500, body: '{"error":"boom"}' };
const unauthorized: Reply = { kind: 'answer', status: 401, body: '{"error":"Unauthorized"}' };
// What is left of "…: dial tcp: connect: connection refused" once Auth0 has cut it.
const unreachable: Reply = {
  kind: 'transport',
  reason: 'Post "https://dashboard-tunnel.example.net/webhook": dial tcp 198.51.100.7:443: connect: connection refused',
};

/** What a tenant starts with: what the app should be told once it can be reached, and what it has missed; oldest first. */
interface Seeded {
  history: Happening[];
  failures: Happening[];
}

/** Takes note of a change whose delivery has failed. */
type NoteFailure = (change: UserChange | undefined, reply: Reply) => void;

function failuresOf(tenant: Tenant, outlet: StreamOutlet, tell: (failed: NoteFailure) => void): Happening[] {
  const failures: Happening[] = [];
  tell((change, reply) => {
    if (!change) return;
    const happened = tenant.eventOf(change);
    outlet.inject(onStream(happened, outlet.stream.id), pastAttempts(reply, Date.parse(happened.time) + 14_000));
    failures.push(happened);
  });
  return failures.sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

/** Time to the next act: few by night, most in the early afternoon (UTC), never quite even. */
function pauseMs(atMs: number, random: () => number): number {
  const hour = (atMs / HOUR) % 24;
  const busy = 0.15 + 0.85 * Math.max(0, Math.sin(((hour - 5) / 18) * Math.PI)) ** 2;
  return (MINUTE * (0.4 + random() * 1.6)) / busy;
}

/** A day in the life of about forty users, oldest event first. */
function demoHistory(tenant: Tenant, random: () => number, now: number): Happening[] {
  const start = now - HISTORY_HOURS * HOUR;
  const history: UserChange[] = [];
  let joined = 0;
  // Most people are there from the morning on; the rest join during the day.
  const due = (untilMs: number): UserChange[] => {
    const created: UserChange[] = [];
    for (; joined < DEMO_USERS - 4 && start + joined * 9 * MINUTE <= untilMs; joined += 1) {
      const change = createSomeone(tenant, random, start + joined * 9 * MINUTE);
      if (change) created.push(change);
    }
    return created;
  };
  // From the second user on: an act needs somebody.
  for (let atMs = start + 20 * MINUTE; atMs < now - 10 * MINUTE; atMs += pauseMs(atMs, random)) {
    for (const created of due(atMs)) history.push(created);
    history.push(...randomAct(tenant, random, atMs, DEMO_USERS));
  }
  return history.map((change) => tenant.eventOf(change));
}

/** Failures the app has never received: new users it does not know, and changes it has missed. */
function demoFailures(tenant: Tenant, random: () => number, now: number, failed: NoteFailure): void {
  const unknown = (atMs: number) => createSomeone(tenant, random, atMs);
  failed(unknown(now - 9 * MINUTE), boom);
  failed(unknown(now - 8.5 * MINUTE), boom);
  failed(unknown(now - 6 * MINUTE), unreachable);
  failed(unknown(now - 4 * MINUTE), unauthorized);
  const [first, second, third, fourth] = tenant.users.list();
  const change = (id: string | undefined, plan: string, ago: number) =>
    id === undefined ? undefined : tenant.users.update(id, { app_metadata: { plan } }, now - ago * MINUTE);
  failed(change(first?.user_id, 'enterprise', 8), boom);
  failed(change(second?.user_id, 'paused', 7.5), boom);
  failed(change(third?.user_id, 'enterprise', 5), unreachable);
  failed(change(fourth?.user_id, 'paused', 3), unauthorized);
}

function seedDemo(tenant: Tenant, target: Target): Seeded {
  const random = createRandom(41);
  const now = tenant.clock.now();
  const outlet = seedStreams(tenant, { ...target, webhookName: 'Users to Streamgauge' });
  const history = demoHistory(tenant, random, now);
  const failures = failuresOf(tenant, outlet, (failed) => demoFailures(tenant, random, now, failed));
  return { history, failures };
}

/** Seven failures of fixed kinds: five new users met a 500, two changed ones a 401. */
function seedStories(tenant: Tenant, target: Target): Seeded {
  const random = createRandom(7);
  const now = tenant.clock.now();
  const outlet = seedStreams(tenant, { ...target, webhookName: 'Users to dashboard' });
  const users = PERSON_NAMES.slice(0, 7).map((name, index) =>
    tenant.users.create(profileOf(name, random), now - (60 - index) * MINUTE),
  );
  const failures = failuresOf(tenant, outlet, (failed) => {
    for (const created of users.slice(0, 5)) failed(created, boom);
    for (const [index, created] of users.slice(5).entries()) {
      const id = created?.object.user_id ?? '';
      failed(tenant.users.update(id, { nickname: `late-${index}` }, now - (20 - index) * MINUTE), unauthorized);
    }
  });
  tenant.settings.deliveries.tokenOnEmptyPage = true;
  // The stories count these failures before and after a stream was switched off and on.
  tenant.settings.flushOnEnable = false;
  return { history: [], failures };
}

/** Fills a new tenant. */
export function seedTenant(tenant: Tenant, name: SeedName, target: Target): Seeded {
  if (name === 'demo') return seedDemo(tenant, target);
  if (name === 'stories') return seedStories(tenant, target);
  seedStreams(tenant, { ...target, webhookName: 'Users to dashboard' });
  return { history: [], failures: [] };
}
