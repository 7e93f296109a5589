import type { ActionNetwork, ActionReply, ActionRequest } from '../delivery/action-sandbox.ts';
import { parseJson } from '../ground/json.ts';
import { renderAnswer } from '../http/answer.ts';
import type { HubspotApi } from '../hubspot/hubspot-api.ts';

/** Where Actions find HubSpot, on the real network and here. */
const HUBSPOT_ORIGIN = 'https://api.hubapi.com';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
/** An Action that waits longer has been ended by its own time limit. */
const LOOPBACK_TIMEOUT_MS = 30_000;

const never = new Promise<never>(() => undefined);

/** A request to a program on this machine, such as the app that is developed; redirects are not followed. */
async function toLoopback({ url, method, headers, body }: ActionRequest): Promise<ActionReply> {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(LOOPBACK_TIMEOUT_MS),
      ...(body !== '' && { body }),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  } catch {
    return { error: 'fetch failed' };
  }
}

async function toHubspot(hubspot: HubspotApi, request: ActionRequest, place: URL): Promise<ActionReply> {
  const { method, headers, body } = request;
  const reply = await hubspot.handle({
    method: method.toUpperCase(),
    path: place.pathname,
    params: {},
    query: place.searchParams,
    body: parseJson(body),
    rawBody: body,
    headers,
    origin: HUBSPOT_ORIGIN,
  });
  if (reply === 'hang') return never;
  if (reply === 'cut') return { error: 'fetch failed' };
  const { text, headers: told } = renderAnswer(reply);
  return { status: reply.status, headers: told, body: text };
}

/** The network of Actions: HubSpot's API, which is the stand-in, and programs on this machine; nothing else. */
export function actionNetwork(hubspot: HubspotApi): ActionNetwork {
  return async (request: ActionRequest): Promise<ActionReply> => {
    const place = URL.parse(request.url);
    if (place?.origin === HUBSPOT_ORIGIN) return toHubspot(hubspot, request, place);
    if (place && /^https?:$/.test(place.protocol) && LOOPBACK.test(place.hostname)) return toLoopback(request);
    return { error: `The simulator gives an Action nothing but ${HUBSPOT_ORIGIN} and this machine.` };
  };
}
