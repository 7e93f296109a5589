import { isObject, type JsonObject, listOf, objectOr } from '../ground/json.ts';
import { checkHubspotAnswer } from './contract/hubspot-endpoints.ts';

interface HubspotReply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as an object; empty when it is not one. */
  json: JsonObject;
}

export interface HubspotClient {
  /** Fails when the answer breaks the contract. `path` begins below the base URL. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<HubspotReply>;
  /** For answers that are out of shape on purpose. */
  unchecked(method: string, path: string, body?: unknown, token?: string): Promise<HubspotReply>;
  control(method: string, path: string, body?: unknown): Promise<HubspotReply>;
}

export const SIM_KEY = 'pat-sim-hubspot';

async function send(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<HubspotReply> {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
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

/** Calls the HubSpot stand-in with its standard key, and its control API without. */
export function createHubspotClient(url: string): HubspotClient {
  const unchecked: HubspotClient['call'] = (method, path, body, token = SIM_KEY) =>
    send(`${url}/hubspot${path}`, method, body, token === '' ? {} : { authorization: `Bearer ${token}` });
  return {
    unchecked,
    async call(method, path, body, token) {
      const reply = await unchecked(method, path, body, token);
      const { status, headers, text } = reply;
      checkHubspotAnswer({ method, path: path.split('?')[0] ?? '', status, headers, text });
      return reply;
    },
    control: (method, path, body) => send(`${url}/__sim/hubspot/${path}`, method, body, {}),
  };
}

/** The objects in a list of a body. */
export const objectsIn = (json: JsonObject, name: string): JsonObject[] =>
  (listOf(json[name]) ?? []).map((entry) => objectOr(entry));
