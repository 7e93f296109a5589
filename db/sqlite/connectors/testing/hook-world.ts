import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';
import { openForTest } from '@/db/contract/world';
import { type Lane } from '@/lib/connectors/connector';
import { type WebhookConfig, webhookDefaults } from '@/lib/connectors/connector-config';
import { type AddressGuard } from '@/lib/server/connectors/address-guard';
import { sealSecret } from '@/lib/server/connectors/connector-secret';
import { newSigningSecret } from '@/lib/server/process/signed-webhook';
import { type Store } from '@/lib/store';
import { openDatabase } from '../../engine/open';
import { sqliteStore } from '../../sqlite-store';
import { provideSettings, runEngine, type RunningEngine } from './run-engine';

interface Post {
  headers: Record<string, string>;
  body: string;
}

interface Replied {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Answers only when it calls what it is given. */
  wait?: (answer: () => void) => void;
}

const atOnce = (answer: () => void): void => {
  answer();
};

type Reply = number | Replied | 'cut';

export const admin = { actor: 'admin@example.test', atMs: 1 };

const ada = 'auth0|ada';

/** A store of its own, the engine that works on it, and a real receiver of webhooks; all end with the test. */
export interface HookWorld {
  store: Store;
  /** What the receiver was sent, in order. */
  posts: Post[];
  secret: string;
  url: string;
  /** What the receiver answers from now on; 204 at first. */
  reply: (answer: (post: Post) => Reply) => void;
  /** Makes a connector and starts it. Returns its number. */
  connect: (over?: Partial<WebhookConfig>, name?: string) => Promise<number>;
  run: (guard?: AddressGuard) => RunningEngine;
  /** Moves the clock of the store on, and has the engine look at it. */
  pass: (ms: number, engine: RunningEngine) => void;
  laneOf: (id: number, key?: string) => Promise<Lane | undefined>;
  /** `webhook-id` of what was sent. */
  ids: () => string[];
}

const textOnly = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

async function receive(posts: Post[], answer: () => (post: Post) => Reply): Promise<string> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const post = { headers: textOnly(request.headers), body };
      posts.push(post);
      const reply = answer()(post);
      if (reply === 'cut') {
        request.socket.destroy();
        return;
      }
      const replied: Replied = typeof reply === 'number' ? { status: reply } : reply;
      const { status, headers = {}, body: told = '', wait = atOnce } = replied;
      wait(() => response.writeHead(status, headers).end(told));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
}

/** Opens a world for the running test. `file` is where its database goes. */
export async function openHookWorld(file: string): Promise<HookWorld> {
  provideSettings();
  const store = await openForTest(async () => sqliteStore(await openDatabase({ file }), () => Date.now()));
  onTestFinished(() => void vi.useRealTimers());
  const posts: Post[] = [];
  let answer: (post: Post) => Reply = () => 204;
  const url = await receive(posts, () => answer);
  const secret = newSigningSecret();
  return {
    store,
    posts,
    secret,
    url,
    reply: (next) => {
      answer = next;
    },
    connect: async (over = {}, name = 'Hook') => {
      const config = { ...webhookDefaults, url, ...over };
      const secrets = [{ name: 'signing', sealed: sealSecret('signing', secret) }];
      const made = await store.createConnector({ kind: 'webhook', name, config, secrets }, admin);
      if (made === null) throw new Error('The connector was not made');
      await store.switchConnector(made.id, 'running', admin);
      return made.id;
    },
    run: (guard) => runEngine(store, guard === undefined ? {} : { guard }),
    pass: (ms, { wake }) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
      wake();
    },
    laneOf: async (id, key = ada) => (await store.listLanes(id, { q: key }, { limit: 1 })).items[0],
    ids: () => posts.map(({ headers }) => headers['webhook-id'] ?? ''),
  };
}
