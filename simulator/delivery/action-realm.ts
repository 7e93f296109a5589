/**
 * Runs inside the Action's own realm, before its code, and is the only thing there that ever holds a function of
 * the worker. Between the two only text goes to and fro, so that no object of the worker is within the code's reach.
 */
export const REALM_PRELUDE = `(function (tell) {
  'use strict';
  const { parse, stringify } = JSON;
  const { now } = Date;
  const DEFAULT_TTL_MS = 900000;
  let logs = [];
  const words = (parts) => parts.map((part) => (typeof part === 'string' ? part : (stringify(part) ?? String(part)))).join(' ');
  const log = (...parts) => { if (logs.length < 50) logs.push(words(parts).slice(0, 500)); };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  const timers = new Map();
  let lastTimer = 0;
  globalThis.setTimeout = (run, ms, ...rest) => {
    lastTimer += 1;
    timers.set(lastTimer, () => run(...rest));
    tell('timer', stringify({ timer: lastTimer, ms: Number(ms) || 0 }));
    return lastTimer;
  };
  globalThis.clearTimeout = (timer) => { timers.delete(timer); };

  const named = (name, message) => { const error = new Error(message); error.name = name; return error; };
  globalThis.AbortController = class AbortController {
    constructor() {
      const heard = [];
      const signal = { aborted: false, reason: undefined, addEventListener: (_, run) => { heard.push(run); } };
      this.signal = signal;
      this.abort = (reason = named('AbortError', 'This operation was aborted')) => {
        if (signal.aborted) return;
        Object.assign(signal, { aborted: true, reason });
        for (const run of heard) run();
      };
    }
  };
  globalThis.AbortSignal = {
    timeout(ms) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(named('TimeoutError', 'The operation was aborted due to timeout')), ms);
      return controller.signal;
    },
  };

  const calls = new Map();
  let lastCall = 0;
  const lowerCased = (headers) =>
    Object.fromEntries(
      (Array.isArray(headers) ? headers : Object.entries(headers)).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
  globalThis.fetch = (url, { method = 'GET', headers = {}, body = '', signal } = {}) =>
    new Promise((resolve, reject) => {
      if (typeof body !== 'string') throw new TypeError('The simulator sends bodies of text only.');
      if (signal?.aborted) throw signal.reason;
      lastCall += 1;
      const call = lastCall;
      calls.set(call, { resolve, reject });
      signal?.addEventListener('abort', () => { calls.delete(call); reject(signal.reason); });
      tell('fetch', stringify({ call, url: String(url), method, headers: lowerCased(headers), body }));
    });
  const responseOf = ({ status, headers, body }) => ({
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null, has: (name) => name.toLowerCase() in headers },
    text: async () => body,
    json: async () => parse(body),
  });
  function answer(reply) {
    const call = calls.get(reply.call);
    calls.delete(reply.call);
    if (call === undefined) return;
    if (reply.error === undefined) call.resolve(responseOf(reply));
    else call.reject(new TypeError(reply.error));
  }

  const require = (name) => { throw new Error('The simulator gives an Action no modules: ' + name); };

  function cacheOf(records, writes) {
    const known = new Map(records.map((record) => [record.key, record]));
    const living = (key) => {
      const record = known.get(key);
      return record && record.expires_at > now() ? { value: record.value, expires_at: record.expires_at } : undefined;
    };
    return {
      get: (key) => living(String(key)),
      set(key, value, options = {}) {
        if (typeof key !== 'string' || typeof value !== 'string') return { type: 'error', code: 'invalid_value' };
        const { ttl, expires_at = now() + (ttl ?? DEFAULT_TTL_MS) } = options;
        const record = { key, value, expires_at };
        known.set(key, record);
        writes.push(record);
        return { type: 'success', record: { value, expires_at } };
      },
      delete(key) {
        const there = living(String(key)) !== undefined;
        known.delete(String(key));
        writes.push({ key: String(key) });
        return there ? { type: 'success' } : { type: 'error', code: 'not_found' };
      },
    };
  }

  const module = { exports: {} };
  function run({ id, event, cache }) {
    const writes = [];
    logs = [];
    const done = (error) => tell('done', stringify({ id, writes, logs, error }));
    const words = (error) => (error instanceof Error ? error.name + ': ' + error.message : 'Error: ' + String(error));
    const { onExecuteEventStream } = module.exports;
    if (typeof onExecuteEventStream !== 'function') {
      done('Error: exports.onExecuteEventStream is not a function');
      return;
    }
    (async () => onExecuteEventStream(event, { cache: cacheOf(cache, writes) }))().then(
      () => done(),
      (error) => done(words(error)),
    );
  }

  return {
    load(factory) { factory(module.exports, module, require); },
    fire(timer) {
      const expired = timers.get(timer);
      timers.delete(timer);
      if (expired) expired();
    },
    hear(text) {
      const told = parse(text);
      if (told.call === undefined) run(told);
      else answer(told);
    },
  };
})`;
