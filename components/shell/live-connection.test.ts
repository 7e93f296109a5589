import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LiveConnection } from './live-connection';
import { type LiveMessage, type LiveSource } from './live-source';

/** A source driven by hand: what is tested is what the connection makes of what it hears, and when. */
class HandSource implements LiveSource {
  isClosed = false;
  renewals = 0;
  private readonly listener: (message: LiveMessage) => void;

  constructor(listener: (message: LiveMessage) => void) {
    this.listener = listener;
  }

  renew = (): void => {
    this.renewals += 1;
  };

  close = (): void => {
    this.isClosed = true;
  };

  say(kind: LiveMessage['kind'], data: unknown = {}): void {
    this.listener({ kind, data: JSON.stringify(data) });
  }
}

const moves: (readonly string[] | 'all')[] = [];
const sources: HandSource[] = [];
let connection: LiveConnection;
let hellos: number;

const latest = (): HandSource => {
  const source = sources.at(-1);
  if (!source) throw new Error('not connected');
  return source;
};

/** As the server does: a sign of life every 10 s. */
function beatFor(ms: number): void {
  for (let passed = 0; passed < ms; passed += 10_000) {
    vi.advanceTimersByTime(Math.min(10_000, ms - passed));
    latest().say('beat');
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  moves.length = 0;
  sources.length = 0;
  hellos = 0;
  connection = new LiveConnection({
    open: (listener) => {
      const source = new HandSource(listener);
      sources.push(source);
      return source;
    },
    onMoved: (topics) => moves.push(topics),
    onHello: () => (hellos += 1),
  });
  connection.start();
});

afterEach(() => {
  connection.stop();
  vi.useRealTimers();
});

describe('a live connection', () => {
  it('refreshes everything at its first hello, since anything may have moved since rendering', () => {
    latest().say('hello', { run: 'a', topics: { events: 3 } });
    expect(moves).toEqual(['all']);
  });

  it('refreshes only what moved during a short break of the same run', () => {
    latest().say('hello', { run: 'a', topics: { events: 3, users: 4 } });
    latest().say('notice', { topic: 'events', seq: 5 });
    moves.length = 0;
    latest().say('broken');
    latest().say('hello', { run: 'a', topics: { events: 5, users: 6 } });
    expect(moves).toEqual([['users']]);
    expect(connection.getSnapshot().state).toBe('live');
  });

  it('refreshes everything when the server was restarted', () => {
    latest().say('hello', { run: 'a', topics: { events: 3 } });
    latest().say('hello', { run: 'b', topics: { events: 3 } });
    expect(moves).toEqual(['all', 'all']);
  });

  it('says reconnecting only after a break people would notice, and asks every 30 s meanwhile', () => {
    latest().say('hello', { run: 'a', topics: {} });
    moves.length = 0;
    latest().say('broken');
    vi.advanceTimersByTime(2000);
    expect(connection.getSnapshot().state).toBe('live');
    vi.advanceTimersByTime(2000);
    expect(connection.getSnapshot().state).toBe('reconnecting');
    vi.advanceTimersByTime(60_000);
    expect(moves).toEqual(['all', 'all']);
    latest().say('hello', { run: 'a', topics: {} });
    expect(connection.getSnapshot().state).toBe('live');
    beatFor(60_000);
    expect(moves).toHaveLength(2);
  });

  it('opens again by itself, ever more slowly, when the server refuses', () => {
    latest().say('refused');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    latest().say('refused');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(3);
  });

  it('moves nothing while paused, tells that something waits, and catches up once', () => {
    latest().say('hello', { run: 'a', topics: { events: 1 } });
    moves.length = 0;
    connection.pause();
    expect(connection.getSnapshot()).toMatchObject({ state: 'paused', hasWaiting: false });
    latest().say('notice', { topic: 'events', seq: 2 });
    latest().say('notice', { topic: 'events', seq: 3 });
    latest().say('notice', { topic: 'users', seq: 4 });
    expect(moves).toEqual([]);
    expect(connection.getSnapshot()).toMatchObject({ state: 'paused', hasWaiting: true });
    connection.resume();
    expect(moves).toEqual(['all']);
    expect(connection.getSnapshot()).toMatchObject({ state: 'live', hasWaiting: false });
  });

  it('moves nothing while paused when the server refuses, and when a break lasts', () => {
    latest().say('hello', { run: 'a', topics: {} });
    moves.length = 0;
    connection.pause();
    latest().say('refused');
    vi.advanceTimersByTime(60_000);
    latest().say('hello', { run: 'b', topics: {} });
    expect(moves).toEqual([]);
    connection.resume();
    expect(moves).toEqual(['all']);
  });

  it('renews when told, is not live until it was let in again, and says when it was', () => {
    latest().say('hello', { run: 'a', topics: {} });
    connection.reconnect();
    expect(latest().renewals).toBe(1);
    vi.advanceTimersByTime(4000);
    expect(connection.getSnapshot().state).toBe('reconnecting');
    latest().say('refused');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    expect(hellos).toBe(1);
    latest().say('hello', { run: 'a', topics: {} });
    expect(hellos).toBe(2);
    expect(connection.getSnapshot().state).toBe('live');
  });

  it('is not live before the server has said hello', () => {
    expect(connection.getSnapshot().state).toBe('connecting');
    latest().say('hello', { run: 'a', topics: {} });
    expect(connection.getSnapshot().state).toBe('live');
  });

  it('opens a fresh connection at once when it is told to reconnect after a refusal', () => {
    latest().say('hello', { run: 'a', topics: {} });
    const refused = latest();
    refused.say('refused');
    connection.reconnect();
    expect(sources).toHaveLength(2);
    expect(refused.renewals).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
  });

  it('learns from another tab what moved, but not that it is signed in', () => {
    latest().say('state', { run: 'a', topics: { events: 3 } });
    expect(moves).toEqual(['all']);
    expect(hellos).toBe(0);
    expect(connection.getSnapshot().state).toBe('live');
  });

  it('stays live through quiet hours while the server beats', () => {
    latest().say('hello', { run: 'a', topics: {} });
    beatFor(3_600_000);
    expect(latest().renewals).toBe(0);
    expect(connection.getSnapshot().state).toBe('live');
  });

  it('renews a silent connection within 45 s and says so, again and again until it speaks', () => {
    latest().say('hello', { run: 'a', topics: {} });
    vi.advanceTimersByTime(20_000);
    expect(latest().renewals).toBe(0);
    vi.advanceTimersByTime(25_000);
    // Six dead connections that the browser keeps, and then a fresh one.
    expect(latest().renewals).toBeGreaterThanOrEqual(7);
    expect(connection.getSnapshot().state).toBe('reconnecting');
    const hasty = latest().renewals;
    vi.advanceTimersByTime(60_000);
    expect(latest().renewals - hasty).toBe(2);
    latest().say('hello', { run: 'a', topics: {} });
    expect(connection.getSnapshot().state).toBe('live');
  });

  it('looks at once after the machine has slept', () => {
    latest().say('hello', { run: 'a', topics: {} });
    vi.setSystemTime(Date.now() + 20_000);
    vi.advanceTimersByTime(5_000);
    expect(latest().renewals).toBe(1);
  });

  it('ignores what a source says after it was given back', () => {
    const first = latest();
    connection.stop();
    connection.start();
    first.say('hello', { run: 'a', topics: {} });
    expect(hellos).toBe(0);
  });

  it('gives its connection back in a tab hidden for long, and takes it up when seen', () => {
    connection.setHidden(true);
    vi.advanceTimersByTime(9000);
    expect(latest().isClosed).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(latest().isClosed).toBe(true);
    connection.setHidden(false);
    expect(sources).toHaveLength(2);
  });

  it('survives a message it cannot read', () => {
    latest().say('notice', 'nonsense');
    latest().say('hello', null);
    expect(connection.getSnapshot().state).toBe('live');
  });
});
