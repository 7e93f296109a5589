import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LiveMessage, type LiveSource } from './live-source';
import { openShared } from './shared-source';

/** A connection to the server, driven by hand. */
interface Connection {
  say: (message: LiveMessage) => void;
  renewals: number;
  isClosed: boolean;
}

/** Tabs of one browser: a channel and a lock, which are Node's own, apart from those of other tests. */
function browser() {
  const name = randomUUID();
  const connections: Connection[] = [];
  const locks = {
    request: (_: string, options: LockOptions, granted: () => Promise<void>) =>
      navigator.locks.request(name, options, granted),
  };
  const openTab = () => {
    const heard: LiveMessage[] = [];
    const channel = new BroadcastChannel(name);
    const open = openShared({
      // Of the lock manager a tab needs `request` alone.
      locks: locks as unknown as LockManager,
      openChannel: () => channel,
      openConnection: (listener) => {
        const connection: Connection = { say: listener, renewals: 0, isClosed: false };
        connections.push(connection);
        return { renew: () => (connection.renewals += 1), close: () => (connection.isClosed = true) };
      },
    });
    const source = open((message) => heard.push(message));
    tabs.push(source);
    // A frozen tab keeps its lock and hears nothing.
    return { source, heard, freeze: () => channel.close() };
  };
  return { connections, openTab };
}

const tabs: LiveSource[] = [];

afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
});

const hello = (seq: number): LiveMessage => ({
  kind: 'hello',
  data: JSON.stringify({ run: 'a', topics: { events: seq } }),
});

describe('tabs of one browser', () => {
  it('ignore a renewal after they gave the connection back', () => {
    const { source } = browser().openTab();
    source.close();
    expect(source.renew).not.toThrow();
  });

  it('share one connection, and all hear what it says', async () => {
    const { connections, openTab } = browser();
    const opened = Array.from({ length: 8 }, openTab);
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    connections[0]?.say(hello(1));
    connections[0]?.say({ kind: 'notice', data: '{"topic":"events","seq":2}' });
    connections[0]?.say({ kind: 'beat' });
    await vi.waitFor(() => {
      for (const { heard } of opened) expect(heard.map(({ kind }) => kind)).toEqual(['hello', 'notice', 'beat']);
    });
    expect(connections).toHaveLength(1);
  });

  it('tell a tab that joins what the connected one knows', async () => {
    const { connections, openTab } = browser();
    openTab();
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    connections[0]?.say(hello(1));
    connections[0]?.say({ kind: 'notice', data: '{"topic":"events","seq":7}' });
    const late = openTab();
    await vi.waitFor(() => expect(late.heard).toHaveLength(1));
    expect(late.heard[0]).toEqual({ kind: 'state', data: '{"run":"a","topics":{"events":7}}' });
  });

  it('connect through the next one when the connected one closes', async () => {
    const { connections, openTab } = browser();
    const [first, second] = [openTab(), openTab()];
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    first.source.close();
    await vi.waitFor(() => expect(connections).toHaveLength(2));
    expect(connections[0]?.isClosed).toBe(true);
    connections[1]?.say(hello(3));
    expect(second.heard).toEqual([hello(3)]);
  });

  it('take the lock from a connected one that is frozen', async () => {
    const { connections, openTab } = browser();
    const first = openTab();
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    const other = openTab();
    first.freeze();
    other.source.renew();
    other.source.renew();
    await vi.waitFor(() => expect(connections).toHaveLength(2));
    await vi.waitFor(() => expect(connections[0]?.isClosed).toBe(true));
    connections[1]?.say(hello(1));
    expect(other.heard).toEqual([hello(1)]);
  });

  it('renew through the connected one, and leave it the lock while it answers', async () => {
    const { connections, openTab } = browser();
    openTab();
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    const other = openTab();
    other.source.renew();
    await vi.waitFor(() => expect(other.heard).toEqual([{ kind: 'broken' }]));
    expect(connections[0]?.renewals).toBe(1);
    other.source.renew();
    await vi.waitFor(() => expect(connections[0]?.renewals).toBe(2));
    expect(connections).toHaveLength(1);
  });

  it('hear that the connection is broken when it was refused to the connected one', async () => {
    const { connections, openTab } = browser();
    const [first, second] = [openTab(), openTab()];
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    connections[0]?.say({ kind: 'refused' });
    await vi.waitFor(() => expect(second.heard).toEqual([{ kind: 'broken' }]));
    expect(first.heard).toEqual([{ kind: 'refused' }]);
  });
});
