import type { ActionNetwork, ActionReply, ActionRequest } from '../delivery/action-sandbox.ts';
import { parseJson } from '../ground/json.ts';
import { renderAnswer } from '../http/answer.ts';
import type { HubspotApi } from '../hubspot/hubspot-api.ts';

/** Where Actions find HubSpot, on the real network and here. */
const HUBSPOT_ORIGIN = 'https://api.hubapi.com';

const never = new Promise<never>(() => undefined);

/** The network of Actions: HubSpot's API, which is the stand-in, and nothing else. */
export function hubspotOnly(hubspot: HubspotApi): ActionNetwork {
  return async ({ url, method, headers, body }: ActionRequest): Promise<ActionReply> => {
    const place = URL.parse(url);
    if (place?.origin !== HUBSPOT_ORIGIN)
      return { error: `The simulator gives an Action nothing but ${HUBSPOT_ORIGIN}.` };
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
  };
}
