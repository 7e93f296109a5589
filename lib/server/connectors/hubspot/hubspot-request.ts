import { readJson, readRefusal } from '../../../connectors/hubspot/hubspot-body';
import { brokenOff, type HubspotAnswer, type HubspotClock, stoppedBy } from '../../../connectors/hubspot/judge-hubspot';
import { type StoppedReply } from '../../../connectors/records/record-reply';
import { withoutAddresses } from '../../../text/mask-addresses';
import { type AddressGuard, addressGuard } from '../address-guard';
import { type Answer, ask, type Outgoing } from '../outgoing';

/** Where HubSpot's API is. */
export const hubspotUrl = 'https://api.hubapi.com';

/** Contacts, in the version of HubSpot's API that is used: each is served for 18 months at least. */
export const contactsPath = '/crm/objects/2026-09/contacts';

/** What requests to HubSpot are made with. */
export interface HubspotParts {
  /** The service key, or the token of a private app. A secret. */
  token: string;
  guard: AddressGuard;
  /** A stand-in on this machine in HubSpot's place; null: HubSpot itself. */
  baseUrl: string | null;
  /** Of the account (IANA name), whose day of calls ends at its midnight; null while it is not known. */
  timeZone: string | null;
  /** Epoch ms. */
  nowMs: () => number;
  /** The longest that one request may take, in ms; 10 s where it is not told. */
  patienceMs?: number;
}

/** What a request is remembered by: nothing of it names a person. */
export interface HubspotFacts {
  /** HTTP status; null when no answer came. */
  status: number | null;
  tookMs: number;
  /** The reason of a failure, and the beginning of the answer, in at most 1,000 characters; null when it was taken. */
  excerpt: string | null;
  /** By which HubSpot's support finds the request. */
  correlationId: string | null;
  limits: HubspotLimits;
}

/** What HubSpot tells about its limits with an answer; null where it tells nothing. */
export interface HubspotLimits {
  /** Requests that one interval takes, and that are left in it. */
  max: number | null;
  remaining: number | null;
  intervalMs: number | null;
  /** Requests that are left of the account's day. */
  dailyRemaining: number | null;
}

export interface HubspotRequest {
  method: Outgoing['method'];
  /** Below the address of the API, with its segments encoded. */
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  mostBytes?: number;
}

/** An answer, or why there is none. */
export interface Heard {
  facts: HubspotFacts;
  heard: { answer: HubspotAnswer } | { stopped: StoppedReply };
}

/** Asks HubSpot, or its stand-in. Never rejects. */
export async function hubspotRequest(
  parts: HubspotParts,
  { method, path, query, body, mostBytes }: HubspotRequest,
): Promise<Heard> {
  const url = new URL((parts.baseUrl ?? hubspotUrl) + path);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const content = body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await ask({
    ...{ method, url, ...content },
    headers: { authorization: `Bearer ${parts.token}`, accept: 'application/json', ...type },
    guard: guardOf(parts, url),
    ...{ patienceMs: parts.patienceMs, mostBytes },
  });
  return { facts: factsOf(answer), heard: heardIn(answer) };
}

/** A stand-in is let through where the settings name it, and nothing else of this machine is with it. */
const guardOf = ({ baseUrl, guard }: HubspotParts, { hostname }: URL) =>
  baseUrl === null ? guard : addressGuard([{ host: hostname.replace(/^\[|\]$/g, '') }]);

function heardIn(answer: Answer): Heard['heard'] {
  if (answer.kind === 'answered') return { answer };
  const { reason } = answer;
  const stopped = { kind: 'stopped', error: reason } as const;
  if (answer.kind === 'refused') {
    return { stopped: { ...stopped, judgement: { kind: 'hold', reason: 'address_refused' }, isUnknown: false } };
  }
  const judgement = { kind: 'failed', isOutage: true, isAnswered: false } as const;
  return { stopped: { ...stopped, judgement, isUnknown: answer.mayHaveArrived } };
}

const noLimits: HubspotLimits = { max: null, remaining: null, intervalMs: null, dailyRemaining: null };

function factsOf(answer: Answer): HubspotFacts {
  const { tookMs } = answer;
  if (answer.kind !== 'answered') {
    return { status: null, tookMs, excerpt: answer.reason, correlationId: null, limits: noLimits };
  }
  const { status, headers, excerpt } = answer;
  const isTaken = status >= 200 && status < 300;
  const limit = (name: string) => countIn(headers[`x-hubspot-ratelimit-${name}`]);
  return {
    status,
    tookMs,
    excerpt: isTaken
      ? null
      : excerpt === ''
        ? `answered ${status}`
        : `answered ${status}: ${excerpt}`.slice(0, mostExcerpt),
    correlationId: correlationOf(answer, isTaken),
    limits: {
      max: limit('max'),
      remaining: limit('remaining'),
      intervalMs: limit('interval-milliseconds'),
      dailyRemaining: limit('daily-remaining'),
    },
  };
}

const mostExcerpt = 1_000;

const countIn = (header: string | undefined) =>
  header !== undefined && /^\d{1,12}$/.test(header) ? Number(header) : null;

const mostCorrelationId = 100;

/** Told in a header of every answer, and in the body of a refusal. */
function correlationOf({ headers, text }: HubspotAnswer, isTaken: boolean): string | null {
  const id = headers['x-hubspot-correlation-id'] ?? (isTaken ? null : (readRefusal(text)?.correlationId ?? null));
  return id === null ? null : withoutAddresses(id).slice(0, mostCorrelationId);
}

/** What came of a request that is about no single record. */
export type HubspotResult<T> =
  { kind: 'done'; value: T } | (Omit<StoppedReply, 'isUnknown'> & { status: number | null });

/** Asks, and reads what an answer of 200 to 299 tells; null from `read`: it is not what HubSpot answers. Never rejects. */
export async function askHubspot<T>(
  parts: HubspotParts,
  request: HubspotRequest,
  read: (body: unknown) => T | null,
): Promise<HubspotResult<T>> {
  const { facts, heard } = await hubspotRequest(parts, request);
  const { status } = facts;
  if ('stopped' in heard) return { ...heard.stopped, status };
  const { answer } = heard;
  if (answer.status < 200 || answer.status >= 300) return { ...stoppedBy(answer, clockOf(parts)), status };
  const value = read(readJson(answer.text));
  return value === null ? { ...brokenOff(answer), status } : { kind: 'done', value };
}

export const clockOf = ({ nowMs, timeZone }: HubspotParts): HubspotClock => ({ nowMs: nowMs(), timeZone });
