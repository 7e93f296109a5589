import { parseJson } from '../../json/parse-json';
import { type JsonValue } from '../../json/json';
import { span } from '../telemetry/tracing';
import { errorOfAnswer, ManagementError } from './errors';
import { type RateBudget } from './rate-budget';
import { watchRequest } from './request-figures';
import { type TokenSource } from './token';

interface StreamWire {
  origin: string;
  token: TokenSource;
  budget: RateBudget;
  /** Until the head of the answer has come, in ms. */
  timeoutMs: number;
}

interface Asked {
  path: string;
  query: Record<string, string>;
  signal: AbortSignal;
}

/** Opens an answer that goes on. A 401 gets one second chance with a fresh token, as everywhere. */
export async function openStream(wire: StreamWire, asked: Asked): Promise<Response> {
  const token = await wire.token.get();
  const first = await send(wire, asked, token);
  if (first.status !== 401) return accepted(first);
  const fresh = await wire.token.replace(token);
  if (fresh === null) return accepted(first);
  await first.body?.cancel();
  const second = await send(wire, asked, fresh);
  if (second.status === 401) wire.token.noteRefused(fresh);
  return accepted(second);
}

async function send({ origin, budget, timeoutMs }: StreamWire, asked: Asked, token: string): Promise<Response> {
  const done = await budget.take('background', asked.signal);
  const answered = watchRequest();
  const head = new AbortController();
  const late = setTimeout(() => head.abort(), timeoutMs);
  const address = `${origin}/api/v2/${asked.path}?${new URLSearchParams(asked.query)}`;
  const attributes = { 'http.request.method': 'GET', 'server.address': new URL(origin).hostname };
  try {
    return await span(`Management API GET ${asked.path}`, { kind: 'call', attributes }, async (opened) => {
      const response = await fetch(address, {
        headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
        signal: AbortSignal.any([asked.signal, head.signal]),
        redirect: 'error',
      });
      answered(response.status);
      opened.answered(response.status);
      budget.observe(response.status, response.headers);
      return response;
    });
  } catch (error) {
    if (asked.signal.aborted) throw error;
    answered(0);
    throw new ManagementError('unavailable', 'Auth0 did not answer in time, or cut the answer off.');
  } finally {
    clearTimeout(late);
    done();
  }
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw errorOfAnswer(response.status, jsonOrNull(await response.text()), response.headers);
}

function jsonOrNull(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
