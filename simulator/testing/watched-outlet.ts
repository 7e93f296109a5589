import type { Reply } from '../delivery/attempt-rules.ts';
import type { Mischief } from '../delivery/mischief.ts';
import { StreamOutlet } from '../delivery/stream-outlet.ts';
import { defaultSettings, type Settings } from '../ground/settings.ts';
import { type CloudEvent, happening, onStream } from '../tenant/cloud-event.ts';
import type { EventStream } from '../tenant/event-stream.ts';
import { createFakeClock } from './fake-clock.ts';

export const STREAM = 'est_0123456789abcdefghABCD';
export const ok: Reply = { kind: 'answer', status: 204, body: '' };
export const boom: Reply = { kind: 'answer', status: 500, body: '{"error":"boom"}' };
export const refused: Reply = { kind: 'answer', status: 401, body: '{"error":"Unauthorized"}' };

/** An event about a user of this address. */
export const eventFor = (id: string, type = 'user.created', email?: string): CloudEvent =>
  onStream(
    happening({
      type,
      data: { object: { user_id: id, ...(email && { email }) } },
      atMs: Date.parse('2026-11-20T08:00:00Z'),
      id,
    }),
    STREAM,
  );

const newStream = (): EventStream => ({
  id: STREAM,
  name: 'mirror',
  status: 'enabled',
  subscriptions: ['user.created'],
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-20T08:00:00.000Z',
  destination: { type: 'webhook', endpoint: 'http://localhost/', authorization: { method: 'bearer', token: 't' } },
});

/** An outlet on a fake clock whose target writes down what it gets; no first-attempt delay unless asked for. */
export function outletWith(settings: Partial<Settings> = {}) {
  const clock = createFakeClock();
  const target = { reply: ok, bodies: [] as string[], wrong: 0, mischief: [] as Mischief[] };
  const disabled: string[] = [];
  const outlet = new StreamOutlet(newStream(), {
    clock,
    settings: { ...defaultSettings(), firstAttemptDelayMs: 0, ...settings },
    carrier: {
      carry({ content, mischief }) {
        target.bodies.push(JSON.stringify(content));
        target.mischief.push(mischief);
        if (mischief.wrongSecret) target.wrong += 1;
        return Promise.resolve(target.reply);
      },
    },
    onSettled: () => undefined,
    onDisabled: (stream) => disabled.push(stream.id),
    onAsked: () => undefined,
  });
  const sentIds = () => target.bodies.map((body) => /"id":"([^"]+)"/.exec(body)?.[1]);
  return { clock, outlet, target, disabled, sentIds };
}
