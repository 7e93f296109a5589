import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LiveConnection, type LiveSource } from './live-connection';

/** A source driven by hand: what is tested is what the connection makes of what it hears, and when. */
class HandSource implements LiveSource {
  readyState = 1;
  isClosed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener = (type: string, listener: (event: MessageEvent<string>) => void): void => {
    this.listeners.set(type, listener);
  };

  close = (): void => {
    this.isClosed = true;
  };

  say(type: string, data: unknown = {}): void {
    this.listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
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

beforeEach(() => {
  vi.useFakeTimers();
  moves.length = 0;
  sources.length = 0;
  hellos = 0;
  connection = new LiveConnection({
    open: () => {
      const source = new HandSource();
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
    latest().say('error');
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
    latest().say('error');
    vi.advanceTimersByTime(2000);
    expect(connection.getSnapshot().state).toBe('live');
    vi.advanceTimersByTime(2000);
    expect(connection.getSnapshot().state).toBe('reconnecting');
    vi.advanceTimersByTime(60_000);
    expect(moves).toEqual(['all', 'all']);
    latest().say('hello', { run: 'a', topics: {} });
    expect(connection.getSnapshot().state).toBe('live');
    vi.advanceTimersByTime(60_000);
    expect(moves).toHaveLength(2);
  });

  it('opens again by itself, ever more slowly, when the server refuses', () => {
    latest().readyState = 2;
    latest().say('error');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    latest().readyState = 2;
    latest().say('error');
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
    latest().readyState = 2;
    latest().say('error');
    vi.advanceTimersByTime(60_000);
    latest().say('hello', { run: 'b', topics: {} });
    expect(moves).toEqual([]);
    connection.resume();
    expect(moves).toEqual(['all']);
  });

  it('opens anew when told, is not live until it was let in again, and says when it was', () => {
    latest().say('hello', { run: 'a', topics: {} });
    connection.reconnect();
    expect(sources.map((source) => source.isClosed)).toEqual([true, false]);
    vi.advanceTimersByTime(4000);
    expect(connection.getSnapshot().state).toBe('reconnecting');
    latest().readyState = 2;
    latest().say('error');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(3);
    expect(hellos).toBe(1);
    latest().say('hello', { run: 'a', topics: {} });
    expect(hellos).toBe(2);
    expect(connection.getSnapshot().state).toBe('live');
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
