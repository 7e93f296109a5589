import { randomUUID } from 'node:crypto';
import { isoTime } from '../ground/clock.ts';
import type { Answer } from '../http/answer.ts';
import { type ApiRequest, decodeSegment } from '../http/route.ts';
import { type AskedMischief, gatewayPage, halfOf, takeSentinel, troubleAnswer } from './call-mischief.ts';
import { createCarryOut, type GivenCall } from './carry-out.ts';
import { HubspotError, limitReached } from './hubspot-error.ts';
import type { Portal } from './portal.ts';
import type { ServiceKey } from './service-keys.ts';
import type { Trouble } from './troubles.ts';

/** What the client gets: an answer, a connection that is cut without one, or nothing at all. */
export type Reply = Answer | 'cut' | 'hang';

interface Done {
  reply: Reply;
  /** What would have been answered, when nobody hears of it. */
  lost?: Answer;
  key?: ServiceKey;
}

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();
const BODY_KEPT = 65_536;

const pause = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;

/** An address in the path is found however it is written. */
const callText = ({ path, query, rawBody }: ApiRequest): string =>
  [path, decodeSegment(path), ...query.values(), rawBody].join(' ');

/** Serves the account, with everything that was asked to go wrong. */
export class HubspotApi {
  readonly #portal: Portal;
  readonly #carryOut: ReturnType<typeof createCarryOut>;

  constructor(portal: Portal) {
    this.#portal = portal;
    this.#carryOut = createCarryOut(portal);
  }

  /** `request.path` begins below the base URL. */
  async handle(request: ApiRequest): Promise<Reply> {
    const since = performance.now();
    const correlationId = randomUUID();
    const { method, path } = request;
    const { troubles, settings } = this.#portal;
    const trouble = troubles.take({ method, path, text: callText(request) });
    await pause(settings.latencyMs + (trouble?.delayMs ?? 0));
    const done = this.#meet(trouble, { request, correlationId, hidden: trouble?.hide ?? NOTHING_HIDDEN });
    this.#record(request, done, { correlationId, tookMs: Math.round(performance.now() - since) });
    await pause(trouble?.lateMs ?? 0);
    const { reply } = done;
    if (typeof reply === 'string') return reply;
    return { ...reply, headers: { 'x-hubspot-correlation-id': correlationId, ...reply.headers } };
  }

  #meet(trouble: Trouble | undefined, call: GivenCall): Done {
    const then = trouble?.then ?? 'pass';
    if (typeof then === 'object') return { reply: troubleAnswer(then, this.#portal, call.correlationId) };
    if (then === 'hang') return { reply: 'hang' };
    if (then === 'drop') return { reply: 'cut' };
    if (then === 'html') return { reply: gatewayPage(502) };
    const done = this.#carryOutAsked(call);
    if (typeof done.reply === 'string') return done;
    if (then === 'lost') return { ...done, reply: 'cut', lost: done.reply };
    return then === 'truncate' ? { ...done, reply: halfOf(done.reply) } : done;
  }

  /** Carries the call out, with the trouble that an address in it asks for. */
  #carryOutAsked(call: GivenCall): Done {
    const asked = takeSentinel(this.#portal, call.request);
    const refusal = asked && this.#refusalOf(asked);
    if (refusal) return { reply: refusal.answer(call.correlationId) };
    const { answer, key } = this.#carryOut(call);
    const done: Done = { reply: answer, ...(key && { key }) };
    if (!asked?.first) return done;
    const created = this.#portal.contacts.holderOf('email', asked.email);
    if (asked.sentinel.archiveFirst && answer.status === 201 && created) this.#portal.contacts.archive(created);
    return asked.sentinel.loseFirst ? { ...done, reply: 'cut', lost: answer } : done;
  }

  #refusalOf({ sentinel, first, email }: AskedMischief): HubspotError | undefined {
    const { contacts, settings } = this.#portal;
    if (sentinel.everyWrite) return new HubspotError(sentinel.everyWrite, 'internal error');
    if (sentinel.firstWrite && first) return limitReached('TEN_SECONDLY_ROLLING', settings.portalId);
    if (sentinel.taken && first && !contacts.holderOf('email', email)) this.#createFirst(email);
    return undefined;
  }

  /** Somebody else is quicker; an address that no contact can have is left to the call. */
  #createFirst(email: string): void {
    try {
      this.#portal.contacts.create({ email });
    } catch (error) {
      if (!(error instanceof HubspotError)) throw error;
    }
  }

  #record(request: ApiRequest, { reply, lost, key }: Done, facts: { correlationId: string; tookMs: number }): void {
    const { method, path, query, body, rawBody } = request;
    this.#portal.calls.add({
      at: isoTime(this.#portal.now()),
      ...facts,
      method,
      path,
      query: query.toString(),
      ...(body !== undefined && rawBody.length <= BODY_KEPT && { body }),
      status: typeof reply === 'string' ? 0 : reply.status,
      ...(lost && { done: lost.status }),
      ...(key && { key: key.name }),
    });
  }
}
