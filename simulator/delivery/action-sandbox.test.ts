import { afterEach, describe, expect, it } from 'vitest';
import type { RunnableAction } from '../tenant/action-store.ts';
import { type ActionNetwork, type ActionRequest, ActionSandbox } from './action-sandbox.ts';

const message = { id: 'evt_1', type: 'user.created', data: { object: { email: 'ida@example.com' } } };
const sandboxes: ActionSandbox[] = [];

function action(body: string, id = 'a', version = 1): RunnableAction {
  return {
    id,
    version,
    name: id,
    code: `let runs = 0; exports.onExecuteEventStream = async (event, api) => { runs += 1; ${body} };`,
    secrets: { KEY: 's3cret' },
    configuration: { LIST: 'newcomers' },
  };
}

function newSandbox(network?: ActionNetwork): ActionSandbox {
  const sandbox = new ActionSandbox(network);
  sandboxes.push(sandbox);
  return sandbox;
}

/** What the code logs when it is executed once. */
async function logged(body: string): Promise<string[]> {
  const { error, logs } = await newSandbox().execute(action(body), message, 5000);
  return error === undefined ? logs : [error];
}

afterEach(() => {
  for (const sandbox of sandboxes.splice(0)) sandbox.close();
});

describe('ActionSandbox', () => {
  it('hands over message, secrets and configuration', async () => {
    expect(
      await logged('console.log(event.message.data.object.email, event.secrets.KEY, event.configuration.LIST)'),
    ).toEqual(['ida@example.com s3cret newcomers']);
  });

  it('takes a throw for a failure and says what was thrown', async () => {
    expect(await newSandbox().execute(action("throw new TypeError('no seat')"), message, 5000)).toMatchObject({
      error: 'TypeError: no seat',
    });
  });

  it('fails when the code has a mistake or exports nothing', async () => {
    const sandbox = newSandbox();
    const broken = { ...action(''), code: 'this is no JavaScript' };
    expect((await sandbox.execute(broken, message, 5000)).error).toContain('SyntaxError');
    expect((await sandbox.execute({ ...broken, id: 'b', code: 'exports.x = 1' }, message, 5000)).error).toContain(
      'onExecuteEventStream is not a function',
    );
  });

  it('ends what takes too long, a loop without end too, and works again after it', async () => {
    const sandbox = newSandbox();
    const loop = action("if (event.message.id === 'evt_1') for (;;);");
    expect((await sandbox.execute(loop, message, 100)).error).toBe('Error: the Action took longer than 100 ms');
    expect(await sandbox.execute(loop, { ...message, id: 'evt_2' }, 5000)).toEqual({ logs: [] });
    const hanging = action('await new Promise(() => {})', 'hanging');
    expect((await sandbox.execute(hanging, message, 50)).error).toContain('took longer');
  });

  it('keeps the module between executions until a new version is deployed', async () => {
    const sandbox = newSandbox();
    const run = (version: number) => sandbox.execute(action('console.log(runs)', 'a', version), message, 5000);
    const logs = [await run(1), await run(1), await run(2)].map((outcome) => outcome.logs[0]);
    expect(logs).toEqual(['1', '2', '1']);
  });

  it('has a cache with a time to live that outlives the thread and is shared within the trigger', async () => {
    const sandbox = newSandbox();
    const run = (body: string, id: string) => sandbox.execute(action(body, id), message, 5000);
    await run("api.cache.set('k', 'v', { ttl: 60000 }); api.cache.set('gone', 'v', { ttl: -1 })", 'a');
    const read = await run("console.log(api.cache.get('k').value, api.cache.get('gone'), api.cache.get('x'))", 'b');
    expect(read.logs).toEqual(['v undefined undefined']);
    await run("console.log(api.cache.delete('k'))", 'c');
    expect((await run("console.log(api.cache.get('k'))", 'd')).logs).toEqual(['undefined']);
  });

  it('waits with setTimeout', async () => {
    expect(await logged("await new Promise((done) => setTimeout(done, 5)); console.log('waited')")).toEqual(['waited']);
  });

  it('carries a request to the network it was given, and the answer back, as text', async () => {
    const seen: ActionRequest[] = [];
    const sandbox = newSandbox((request) => {
      seen.push(request);
      return Promise.resolve({ status: 409, headers: { 'x-limit': '9' }, body: '{"message":"taken"}' });
    });
    const body = `const answer = await fetch('https://crm.test/a?b=1', {
      method: 'POST', headers: { Authorization: 'Bearer ' + event.secrets.KEY }, body: '{"n":1}' });
    console.log(answer.status, answer.ok, answer.headers.get('X-Limit'), (await answer.json()).message);`;
    expect((await sandbox.execute(action(body), message, 5000)).logs).toEqual(['409 false 9 taken']);
    expect(seen).toEqual([
      { url: 'https://crm.test/a?b=1', method: 'POST', headers: { authorization: 'Bearer s3cret' }, body: '{"n":1}' },
    ]);
    expect(sandbox.callsOf('a')).toBe(1);
  });

  it('cuts answers at 64 kB, sends nothing longer, and nothing but text', async () => {
    const sandbox = newSandbox(() => Promise.resolve({ status: 200, headers: {}, body: 'x'.repeat(70_000) }));
    const body = `console.log((await (await fetch('https://crm.test')).text()).length);
    const refused = (body) => fetch('https://crm.test', { method: 'POST', body }).catch((error) => error.message);
    console.log(await refused('x'.repeat(65537)));
    console.log(await refused({}));`;
    expect((await sandbox.execute(action(body), message, 5000)).logs).toEqual([
      '65536',
      'The simulator sends at most 64 kB.',
      'The simulator sends bodies of text only.',
    ]);
  });

  it('ends a request that nobody answers when its time is up or it is called off', async () => {
    const sandbox = newSandbox(() => new Promise(() => undefined));
    const body = `const named = (signal) => fetch('https://crm.test', { signal }).catch((error) => error.name);
    console.log(await named(AbortSignal.timeout(5)));
    const controller = new AbortController();
    const waiting = named(controller.signal);
    controller.abort();
    console.log(await waiting, await named(controller.signal));`;
    expect((await sandbox.execute(action(body), message, 5000)).logs).toEqual([
      'TimeoutError',
      'AbortError AbortError',
    ]);
  });

  it('gives the code no way to the program around it', async () => {
    const attempts = [
      'typeof process + typeof Buffer + typeof globalThis.global',
      "caught(() => require('node:fs'))",
      "await import('node:fs').then(() => 'in', () => 'out')",
      "await fetch('http://localhost:1').catch((error) => error.message)",
      "caught(() => Function('return 1')())",
      "caught(() => this.constructor.constructor('return process')())",
      "caught(() => api.cache.get.constructor('return process')())",
      "caught(() => fetch.constructor('return process')())",
      "await import('node:fs').catch((error) => caught(() => error.constructor.constructor('return process')().pid))",
    ];
    const helper = 'const caught = (run) => { try { return String(run()); } catch { return "out"; } };';
    expect(await logged(`${helper} ${attempts.map((attempt) => `console.log(${attempt});`).join(' ')}`)).toEqual([
      'undefinedundefinedundefined',
      'out',
      'out',
      'The simulator gives an Action no network.',
      'out',
      'out',
      'out',
      'out',
      'out',
    ]);
  });
});
