import { type CallResult } from '../../connectors/connector';
import { type WebhookConfig } from '../../connectors/connector-config';
import { type ClaimedLane, type Settlement } from '../../connectors/connector-store';
import { judgeAnswer } from '../../connectors/judge-answer';
import { carries, type CarriedEvent } from '../../connectors/plan-wakes';
import { messageId, webhookBody } from '../../connectors/webhook-body';
import { secondMs } from '../../spans';
import { signatureHeaders } from '../process/signed-webhook';
import { signingSecret, signingSecretBefore } from './connector-secret';
import { type Answer, ask } from './outgoing';
import { type Pushed, type PushWork, type PushWorld } from './push-work';

/** Events that one push reads, and requests that it makes, at most; then the lane waits for its next turn. */
const eventsRead = 20;
const mostCalls = 50;

/** A push begins nothing new after this long, in ms: one request more fits into its lease. */
const longestMs = 40 * secondMs;

/** Carries the events of lanes on: those of one lane one after the other, each once the one before was taken. */
export const webhookWork: PushWork<WebhookConfig> = {
  mostPushes: 8,
  lanesInPush: 1,
  perSecond: ({ perSecond }) => perSecond,
  secretNames: [signingSecret],
  push: async (world, lanes) => Promise.all(lanes.map((lane) => pushLane(world, lane))),
  end: () => Promise.resolve(),
};

/** Signing secrets, the present one first. */
function signers(secrets: ReadonlyMap<string, string>): string[] {
  return [signingSecret, signingSecretBefore].flatMap((name) => secrets.get(name) ?? []);
}

type World = PushWorld<WebhookConfig>;

const act = 'post' as const;

async function pushLane(world: World, lane: ClaimedLane): Promise<Pushed> {
  const untilMs = performance.now() + longestMs;
  const pushed: Pushed & { calls: Settlement['calls'][number][] } = { doneSeq: lane.doneSeq, calls: [], stopped: null };
  const mayGoOn = () =>
    pushed.calls.length === 0
      ? !world.isStopping()
      : pushed.calls.length < mostCalls && performance.now() < untilMs && !world.isStopping() && world.takePermit();
  for (;;) {
    const events = await world.store.laneEvents(lane, pushed.doneSeq, eventsRead);
    for (const event of events) {
      if (carries(world.config, event)) {
        if (!mayGoOn()) return pushed;
        const { judgement, call } = await sendEvent(world, event);
        pushed.calls.push(call);
        if (judgement.kind !== 'taken') {
          pushed.stopped = { judgement, error: call.excerpt ?? '' };
          return pushed;
        }
      }
      pushed.doneSeq = event.seq;
    }
    if (events.length < eventsRead) {
      // Everything up to the mark was looked at, also what other subjects have brought.
      pushed.doneSeq = Math.max(pushed.doneSeq, lane.wantedSeq);
      return pushed;
    }
  }
}

async function sendEvent({ store, config, secrets, guard }: World, event: CarriedEvent) {
  const atMs = store.nowMs();
  const body = bodyOf(config.body, event);
  if (body === null) return unwritable(event, atMs);
  const signed = { secrets: signers(secrets), id: messageId(event.id), timestamp: Math.floor(atMs / secondMs), body };
  const headers = { 'content-type': contentTypes[config.body], ...signatureHeaders(signed) };
  const answer = await ask({ method: 'POST', url: new URL(config.url), body, headers, guard });
  const judgement = judgeAnswer(answer, store.nowMs());
  const result: CallResult = judgement.kind === 'taken' ? 'done' : judgement.kind === 'hold' ? 'refused' : 'failed';
  const call = {
    ...{ eventId: event.id, eventType: event.type, act, targets: null, atMs, tookMs: answer.tookMs, result },
    status: answer.kind === 'answered' ? answer.status : null,
    excerpt: result === 'done' ? null : wordsOf(answer),
  };
  return { judgement, call };
}

/** Null for an event that is nested too deep to be written anew; as it was received, any can be sent. */
function bodyOf(form: WebhookConfig['body'], event: CarriedEvent): Uint8Array | null {
  try {
    return webhookBody(form, event);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Nothing was sent, and nothing will be: a person decides, and what came before is settled. */
function unwritable(event: CarriedEvent, atMs: number) {
  const judgement = { kind: 'refused' as const, reason: 'keeps_failing' as const };
  const excerpt = 'the event is nested too deep for the plain form';
  const call = { eventId: event.id, eventType: event.type, act, targets: null, atMs, tookMs: 0, status: null };
  return { judgement, call: { ...call, result: 'refused' as const, excerpt } };
}

const contentTypes = { cloudevent: 'application/cloudevents+json', plain: 'application/json' };

/** "500: the beginning of the answer", or why there was none. */
function wordsOf(answer: Answer): string {
  if (answer.kind !== 'answered') return answer.reason;
  return answer.excerpt === '' ? `answered ${answer.status}` : `answered ${answer.status}: ${answer.excerpt}`;
}

/** Sends a message that is no event, so that a person sees whether the other side takes it. */
export async function sendTest(
  { config, secrets, guard }: Pick<World, 'config' | 'secrets' | 'guard'>,
  { id, name, atMs }: { id: string; name: string; atMs: number },
): Promise<{ isTaken: boolean; status: number | null; tookMs: number; text: string }> {
  const message = { type: 'streamgauge.test', timestamp: new Date(atMs).toISOString(), data: { connector: name } };
  const body = new TextEncoder().encode(JSON.stringify(message));
  const headers = signatureHeaders({ secrets: signers(secrets), id, timestamp: Math.floor(atMs / secondMs), body });
  const answer = await ask({
    method: 'POST',
    url: new URL(config.url),
    body,
    headers: { 'content-type': 'application/json', ...headers },
    guard,
  });
  const isTaken = judgeAnswer(answer, atMs).kind === 'taken';
  const status = answer.kind === 'answered' ? answer.status : null;
  return { isTaken, status, tookMs: answer.tookMs, text: wordsOf(answer) };
}
