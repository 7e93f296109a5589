import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openForTest, record } from '@/db/contract/world';
import { openDatabase } from '@/db/sqlite/engine/open';
import { sqliteStore } from '@/db/sqlite/sqlite-store';
import { temporaryFiles } from '@/db/testing/temporary';
import { addTarget, testRule, testTarget } from '@/lib/server/alerts/alert-deeds';
import { RaiseAlerts } from '@/lib/server/jobs/standing/raise-alerts';
import { TellTargets } from '@/lib/server/jobs/standing/tell-targets';
import { parseEnv } from '@/lib/server/process/env';
import { singleton } from '@/lib/server/process/singleton';
import { type Store } from '@/lib/store';

const newFile = temporaryFiles();
const actor = 'ada@example.test';

interface Post {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let store: Store;
let posts: Post[];
let mails: { to: string[]; text: string }[];
let statuses: number[];
let http: Server;
let smtp: SMTPServer;
let base: string;

const portOf = (address: AddressInfo | string | null | undefined) =>
  typeof address === 'object' && address !== null ? address.port : 0;

beforeEach(async () => {
  posts = [];
  mails = [];
  statuses = [];
  http = createServer((request, response) => {
    void text(request).then((body) => {
      posts.push({ path: request.url ?? '', headers: request.headers, body });
      response.statusCode = statuses.shift() ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${portOf(http.address())}`;
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      void text(stream).then((received) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: received });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const env = parseEnv({
    APP_BASE_URL: 'https://gauge.example.com',
    AUTH0_DOMAIN: 'example.eu.auth0.com',
    AUTH0_CLIENT_ID: 'client',
    AUTH0_CLIENT_SECRET: 'a-secret-of-the-application',
    AUTH0_SECRET: '0123456789abcdef0123456789abcdef',
    WEBHOOK_TOKEN: 'a-bearer-token-of-tests',
    SMTP_URL: `smtp://127.0.0.1:${portOf(smtp.server.address())}`,
  });
  // Settings are read once for a process; each test has a mail server of its own.
  Object.assign(
    singleton('env', () => env),
    env,
  );
  // By the clock of the test, which is moved on.
  store = await openForTest(async () => sqliteStore(await openDatabase({ file: newFile() }), () => Date.now()));
});

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all([
    new Promise((resolve) => http.close(resolve)),
    new Promise<void>((resolve) => {
      smtp.close(() => {
        resolve();
      });
    }),
  ]);
});

async function turns(): Promise<void> {
  // Why deliveries fail is read once for two seconds.
  Object.assign(
    singleton<object>('overview causes', () => ({})),
    { value: null },
  );
  await new RaiseAlerts(store).turn();
  await new TellTargets(store).turn();
}

function pass(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

const failed = (eventId: string) => ({
  streamId: 'est_a',
  eventId,
  eventType: 'user.created',
  status: 'failed',
  attempts: [
    {
      status: 'failed',
      atMs: Date.now(),
      errorMessage: eventId === 'evt_other' ? '404 - {}' : '500 - {}',
      durationMs: 1,
    },
  ],
  subjectId: null,
  subjectLabel: null,
  eventTimeMs: null,
  payload: null,
});

const fail = (...ids: string[]) =>
  store.syncDeliveries({
    streamId: 'est_a',
    pointsHere: true,
    startedAtMs: Date.now(),
    checkedAtMs: Date.now(),
    capped: false,
    listed: ids.map(failed),
  });

/** The body of a signed request, as a receiver checks it with the official library. */
function verify(secret: string | null, post: Post | undefined): unknown {
  const header = (name: string) => String(post?.headers[name]);
  return new Webhook(secret ?? '').verify(post?.body ?? '', {
    'webhook-id': header('webhook-id'),
    'webhook-timestamp': header('webhook-timestamp'),
    'webhook-signature': header('webhook-signature'),
  });
}

test('a failure is told to a channel, a signed endpoint and a mailbox once, and so is its end', async () => {
  const slack = { kind: 'slack', name: '#ops', url: `${base}/slack` } as const;
  await addTarget({ store, actor, input: slack });
  const { secret } = await addTarget({ store, actor, input: { kind: 'webhook', name: 'ours', url: `${base}/hook` } });
  await addTarget({ store, actor, input: { kind: 'email', name: 'on call', to: ['oncall@example.test'] } });
  await fail('evt_1', 'evt_2');
  await turns();
  await turns();
  expect(posts.map(({ path }) => path).toSorted()).toEqual(['/hook', '/slack']);
  const title = '500 from the destination: 2 deliveries failed';
  const [alert] = await store.openAlerts(5);
  expect(alert).toMatchObject({ rule: 'failures', state: 'open', title });
  const verified = verify(
    secret,
    posts.find(({ path }) => path === '/hook'),
  );
  const url = `https://gauge.example.com/alerts?open=${alert?.id}`;
  expect(verified).toMatchObject({ type: 'alert.opened', data: { alertId: alert?.id, rule: 'failures', title, url } });
  expect(JSON.parse(posts.find(({ path }) => path === '/slack')?.body ?? '')).toMatchObject({ text: title });
  expect(mails).toMatchObject([{ to: ['oncall@example.test'] }]);
  expect(mails[0]?.text).toContain(`Subject: [Streamgauge] ${title}`);

  await record(store, { id: 'evt_1', stream: 'est_a' });
  await record(store, { id: 'evt_2', stream: 'est_a' });
  await fail();
  await turns();
  expect(posts).toHaveLength(2);
  pass(61_000);
  await turns();
  await turns();
  expect(await store.openAlerts(5)).toEqual([]);
  expect(posts).toHaveLength(4);
  expect(mails).toHaveLength(2);
  expect(mails[1]?.text).toContain('Subject: [Streamgauge] Over: ');
  const lines = (await store.alertLines(alert?.id ?? 0, 20)).map(({ what }) => what);
  expect(lines.toSorted()).toEqual(['closed', 'opened', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent']);
});

test('a target that does not take it is told again later, under the same id; 410 ends that', async () => {
  await addTarget({ store, actor, input: { kind: 'webhook', name: 'ours', url: `${base}/hook` } });
  statuses = [500, 500, 200];
  await fail('evt_1');
  await turns();
  expect(posts).toHaveLength(1);
  expect(await store.listAlertTargets()).toMatchObject([{ failure: expect.stringContaining('500') as string }]);
  pass(10_001);
  await turns();
  pass(30_001);
  await turns();
  pass(300_000);
  await turns();
  expect(posts).toHaveLength(3);
  expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await store.listAlertTargets()).toMatchObject([{ failure: null }]);
  statuses = [410];
  await fail('evt_1', 'evt_other');
  await turns();
  expect(await store.nextAlertNoticeAtMs()).toBeNull();
  const newest = (await store.openAlerts(5)).at(-1);
  expect(await store.alertLines(newest?.id ?? 0, 1)).toMatchObject([{ what: 'not_sent' }]);
});

test('a request without a credential opens no alert, one with a wrong one does', async () => {
  const rejection = (code: 'no_credential' | 'wrong_credential', reason: string) => ({
    receivedAtMs: Date.now(),
    status: 401 as const,
    code,
    reason,
    remoteAddress: '203.0.113.9',
    userAgent: 'curl',
    path: null,
    bytes: 2,
    body: null,
  });
  await store.recordRejection(rejection('no_credential', 'No credential'));
  await turns();
  expect(await store.openAlerts(5)).toEqual([]);
  await store.recordRejection(rejection('wrong_credential', 'The bearer token matches no secret'));
  await store.recordRejection(rejection('no_credential', 'No credential'));
  await turns();
  expect(await store.openAlerts(5)).toMatchObject([
    {
      rule: 'rejected',
      title: '1 request with a wrong credential in the last hour',
      detail: 'The bearer token matches no secret',
    },
  ]);
});

test('a rule that is off tells nobody, and a snoozed alert neither', async () => {
  await addTarget({ store, actor, input: { kind: 'slack', name: '#ops', url: `${base}/slack` } });
  await store.changeAlertRule({ rule: 'failures', isOn: false, targets: null }, { actor, atMs: 1 });
  await fail('evt_1');
  await turns();
  expect(await store.openAlerts(5)).toEqual([]);
  await store.changeAlertRule({ rule: 'failures', isOn: true, targets: null }, { actor, atMs: 2 });
  await turns();
  expect(posts).toHaveLength(1);
  const id = (await store.openAlerts(1))[0]?.id ?? 0;
  await store.actOnAlert(id, { act: 'snooze', actor, atMs: Date.now(), untilMs: Date.now() + 3_600_000 });
  await fail('evt_1', 'evt_2');
  await turns();
  expect(posts).toHaveLength(1);
  expect(await store.getAlert(id)).toMatchObject({
    state: 'snoozed',
    title: '500 from the destination: 2 deliveries failed',
  });
  pass(3_600_001);
  await turns();
  await turns();
  expect(await store.getAlert(id)).toMatchObject({ state: 'open' });
  expect(posts).toHaveLength(2);
});

test('a test tells at once what each target answers, on record, and no secret leaves the store', async () => {
  const { target } = await addTarget({
    store,
    actor,
    input: { kind: 'slack', name: '#ops', url: `${base}/T0/secret-path` },
  });
  await addTarget({ store, actor, input: { kind: 'email', name: 'on call', to: ['oncall@example.test'] } });
  statuses = [200, 403];
  expect(await testTarget({ store, actor, id: target.id })).toMatchObject({
    results: [{ name: '#ops', failure: null }],
  });
  expect(await testTarget({ store, actor, id: 99 })).toBeNull();
  const { results } = await testRule({ store, actor, rule: 'silence' });
  expect(results).toMatchObject([
    { name: '#ops', failure: expect.stringContaining('answered 403') as string },
    { name: 'on call', failure: null },
  ]);
  expect(mails[0]?.text).toContain('Test: No event for 47 min');
  const everything = JSON.stringify([await store.listAlertTargets(), await store.listAudit({ limit: 20 })]);
  expect(everything).not.toContain('secret-path');
  expect(everything).not.toContain('oncall@');
  expect(everything).toContain('1 mailbox at example.test');
  expect((await store.getAlertTarget(target.id))?.sealed).not.toContain('secret-path');
  const acts = (await store.listAudit({ limit: 20 })).items.map(({ action }) => action);
  expect(acts).toEqual(['alert_tested', 'alert_tested', 'alert_target_added', 'alert_target_added']);
});

test('redirects are not followed, and the addresses of the own link are refused', async () => {
  const seen: string[] = [];
  const redirecting = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(307, { location: `${base}/elsewhere` }).end();
  });
  await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void redirecting.close(() => resolve())));
  const url = `http://127.0.0.1:${portOf(redirecting.address())}/first`;
  const { target } = await addTarget({ store, actor, input: { kind: 'slack', name: 'moved', url } });
  expect((await testTarget({ store, actor, id: target.id }))?.results[0]?.failure).toContain('307');
  expect([seen, posts]).toEqual([['/first'], []]);
  const metadata = { kind: 'slack', name: 'metadata', url: 'http://169.254.169.254/latest' } as const;
  const { target: own } = await addTarget({ store, actor, input: metadata });
  expect((await testTarget({ store, actor, id: own.id }))?.results[0]?.failure).toContain('refused');
});
