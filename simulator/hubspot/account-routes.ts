import { isoTime } from '../ground/clock.ts';
import type { Answer } from '../http/answer.ts';
import { untilMidnight } from './call-limits.ts';
import type { ApiVersion, HubspotCall, HubspotRoute } from './hubspot-route.ts';

/** `+01:00` and the same in milliseconds, as it is at the moment. */
function offsetOf(nowMs: number, timeZone: string): { text: string; ms: number } {
  const named = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(nowMs)
    .find((part) => part.type === 'timeZoneName')?.value;
  const text = named === undefined || named === 'GMT' ? '+00:00' : named.replace('GMT', '');
  const [hours = '0', minutes = '0'] = text.slice(1).split(':');
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { text, ms: text.startsWith('-') ? -size : size };
}

function details({ portal }: HubspotCall): Answer {
  const { portalId, timeZone } = portal.settings;
  const offset = offsetOf(portal.now(), timeZone);
  return {
    status: 200,
    body: {
      portalId,
      accountType: 'DEVELOPER_TEST',
      timeZone,
      companyCurrency: 'EUR',
      additionalCurrencies: [],
      utcOffset: offset.text,
      utcOffsetMilliseconds: offset.ms,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'eu1',
    },
  };
}

function dailyUsage({ portal }: HubspotCall): Answer {
  const { limits, timeZone } = portal.settings;
  const nowMs = portal.now();
  const usage = {
    name: 'private-apps-api-calls-daily',
    usageLimit: limits.perDay,
    currentUsage: portal.limits.usedToday(nowMs, timeZone),
    collectedAt: isoTime(nowMs),
    fetchStatus: 'SUCCESS',
    resetsAt: isoTime(nowMs + untilMidnight(nowMs, timeZone)),
  };
  return { status: 200, body: { results: [usage] } };
}

/** What every key may ask about the account. */
export function accountRoutes(version: ApiVersion): HubspotRoute[] {
  const route = (path: string, handle: (call: HubspotCall) => Answer): HubspotRoute => ({
    method: 'GET',
    path: `/account-info/${version}/${path}`,
    version,
    scopes: [],
    handle,
  });
  return [route('details', details), route('api-usage/daily/private-apps', dailyUsage)];
}
