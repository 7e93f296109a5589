import { type Outage } from '../heartbeat/outage';
import { type DisabledWindow } from './stream-history';

/** A time in which no event could arrive: every event stream concerned was disabled, or this app was not running. */
export interface ClosedWindow extends DisabledWindow {
  reason: 'disabled' | 'down';
}

/** Narrower than this part of a chart, a window would only be a speck. */
const narrowest = 1 / 400;

/**
 * The windows of a chart in which nothing could arrive, oldest first. `disabled` holds the windows of each event stream
 * concerned, oldest first: where one of several was enabled, events could come. `outages` are those of this app.
 */
export function closedWindows(
  disabled: readonly (readonly DisabledWindow[])[],
  outages: readonly Outage[],
  range: DisabledWindow,
): ClosedWindow[] {
  const [first, ...others] = disabled;
  const allDisabled = others.reduce((shared, windows) => overlaps(shared, windows), first ?? []);
  const down = outages.map(({ fromMs, untilMs }) => ({ fromMs, toMs: untilMs, reason: 'down' as const }));
  return [...allDisabled.map((window) => ({ ...window, reason: 'disabled' as const })), ...down]
    .map((window) => ({
      ...window,
      fromMs: Math.max(range.fromMs, window.fromMs),
      toMs: Math.min(range.toMs, window.toMs),
    }))
    .filter(({ fromMs, toMs }) => toMs - fromMs > (range.toMs - range.fromMs) * narrowest)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function overlaps(some: readonly DisabledWindow[], others: readonly DisabledWindow[]): DisabledWindow[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const shared = { fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) };
      return shared.toMs > shared.fromMs ? [shared] : [];
    }),
  );
}

/** What stands beside a window on a chart. */
export const closedWords: Record<ClosedWindow['reason'], string> = {
  disabled: 'event stream disabled',
  down: 'not running',
};
