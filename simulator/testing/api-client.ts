import { isObject, type JsonObject } from '../ground/json.ts';
import { M2M_CLIENT } from '../management/access-tokens.ts';
import { checkAnswer } from './contract/check-answer.ts';

interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as an object; empty when it is not one. */
  json: JsonObject;
}

export interface ApiClient {
  /** The access token its calls carry. */
  token: string;
  /** Fails when the answer breaks the contract. */
  call(method: string, path: string, body?: unknown): Promise<Reply>;
  /** For answers that are out of shape on purpose. */
  unchecked(method: string, path: string, body?: unknown): Promise<Reply>;
  control(method: string, path: string, body?: unknown): Promise<Reply>;
}

async function send(url: string, init: RequestInit): Promise<Reply> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  let json: JsonObject = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) json = parsed;
  } catch {
    // Left empty: some answers are meant to be no JSON.
  }
  return { status: answer.status, headers: answer.headers, text, json };
}

async function fetchToken(url: string): Promise<string> {
  const answer = await send(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: M2M_CLIENT.id,
      client_secret: M2M_CLIENT.secret,
      audience: `${url}/api/v2/`,
    }),
  });
  return String(answer.json.access_token);
}

/** Calls the Management API with a token of its own, and the control API without. */
export async function createApiClient(url: string): Promise<ApiClient> {
  const token = await fetchToken(url);
  const init = (method: string, body: unknown, headers: Record<string, string>): RequestInit => ({
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const unchecked: ApiClient['call'] = (method, path, body) =>
    send(`${url}/api/v2/${path}`, init(method, body, { authorization: `Bearer ${token}` }));
  return {
    token,
    unchecked,
    async call(method, path, body) {
      const reply = await unchecked(method, path, body);
      const { status, headers, text } = reply;
      checkAnswer({ method, path: `/${path.split('?')[0] ?? ''}`, status, headers, text });
      return reply;
    },
    control: (method, path, body) => send(`${url}/__sim/${path}`, init(method, body, {})),
  };
}
