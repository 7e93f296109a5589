import { judgeRest, type RestAnswer } from '../../../connectors/rest/judge-rest';
import { type RestConfig } from '../../../connectors/rest/rest-config';
import { type RestRequest, restRequest } from '../../../connectors/rest/rest-request';
import { type RecordCall, type RecordReply, type StoppedReply } from '../../../connectors/records/record-reply';
import { type AddressGuard } from '../address-guard';
import { type Answer, ask } from '../outgoing';

/** What requests to a CRM are made with. */
export interface RestParts {
  config: RestConfig;
  /** A secret. */
  token: string;
  guard: AddressGuard;
  /** Epoch ms. */
  nowMs: () => number;
}

/** What a request is remembered by: nothing of it names a person. */
interface RestFacts {
  /** HTTP status; null when no answer came. */
  status: number | null;
  tookMs: number;
  /** What was said where it was not taken, in at most 1,000 characters. */
  excerpt: string | null;
}

/** An answer, or why there is none. */
interface Heard {
  facts: RestFacts;
  heard: { answer: RestAnswer } | { stopped: StoppedReply };
}

/** A list of contacts with everything that a CRM knows of them is long. */
const mostBytes = 1_024 * 1_024;

/** What Node takes as the value of a header (RFC 9110). */
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

function credential({ auth }: RestConfig, token: string): Record<string, string> {
  switch (auth.kind) {
    case 'bearer':
      return { authorization: `Bearer ${token}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${auth.user}:${token}`).toString('base64')}` };
    case 'header':
      return { [auth.name.toLowerCase()]: token };
  }
}

/** Asks a CRM. Never rejects. */
export async function askRest(
  { config, token, guard }: RestParts,
  { method, path, body }: RestRequest,
): Promise<Heard> {
  const sent = credential(config, token);
  if (!Object.values(sent).every((text) => headerText.test(text))) return unsendable();
  const url = new URL(config.baseUrl.replace(/\/+$/, '') + path);
  const content = body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await ask({
    ...{ method, url, guard, mostBytes, ...content },
    headers: { accept: 'application/json', ...type, ...sent },
  });
  return { facts: factsOf(answer, token), heard: heardIn(answer) };
}

function unsendable(): Heard {
  const error = 'the secret holds characters that no header can carry';
  const judgement = { kind: 'hold', reason: 'credential_refused' } as const;
  return {
    facts: { status: null, tookMs: 0, excerpt: error },
    heard: { stopped: { kind: 'stopped', judgement, error, isUnknown: false } },
  };
}

function heardIn(answer: Answer): Heard['heard'] {
  if (answer.kind === 'answered') return { answer };
  const stopped = { kind: 'stopped', error: answer.reason } as const;
  if (answer.kind === 'refused') {
    return { stopped: { ...stopped, judgement: { kind: 'hold', reason: 'address_refused' }, isUnknown: false } };
  }
  const judgement = { kind: 'failed', isOutage: true, isAnswered: false } as const;
  return { stopped: { ...stopped, judgement, isUnknown: answer.mayHaveArrived } };
}

const mostExcerpt = 1_000;

function factsOf(answer: Answer, token: string): RestFacts {
  const { tookMs } = answer;
  if (answer.kind !== 'answered') return { status: null, tookMs, excerpt: answer.reason };
  const { status, excerpt } = answer;
  if (status >= 200 && status < 300) return { status, tookMs, excerpt: null };
  const said = excerpt.replaceAll(token, '…');
  const text = said === '' ? `answered ${status}` : `answered ${status}: ${said}`;
  return { status, tookMs, excerpt: text.slice(0, mostExcerpt) };
}

/** Makes one request about a record and says what its answer means; `facts` is null where nothing had to be asked. Never rejects. */
export async function restCall(
  parts: RestParts,
  call: RecordCall,
): Promise<{ reply: RecordReply; facts: RestFacts | null }> {
  const request = restRequest(call, parts.config);
  if (request === null) return { reply: { kind: 'none' }, facts: null };
  const { facts, heard } = await askRest(parts, request);
  if ('stopped' in heard) {
    const { stopped } = heard;
    return { reply: { ...stopped, isUnknown: stopped.isUnknown && call.act !== 'read' }, facts };
  }
  const reply = judgeRest(heard.answer, call, parts.config, parts.nowMs());
  // An answer of 200 may be none, too.
  if (reply.kind !== 'stopped') return { reply, facts };
  const error = reply.error.replaceAll(parts.token, '…');
  return { reply: { ...reply, error }, facts: { ...facts, excerpt: facts.excerpt ?? error } };
}
