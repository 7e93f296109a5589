import { minuteMs } from '../spans';
import { type EventStream } from './stream';

/** Settings of an event stream whose changes are kept. Secrets never come back from Auth0. */
export const watchedSettings = ['name', 'destination', 'authorization', 'subscriptions'] as const;

export type WatchedSetting = (typeof watchedSettings)[number];

/** What of an event stream is compared from one look to the next. */
export interface StreamSight {
  id: string;
  status: string;
  /** Each setting as text: equal texts mean that it has not changed. */
  settings: Record<WatchedSetting, string>;
}

/** `first_seen`: known here from then on. `gone`: Auth0 lists it no more. */
export const streamChangeKinds = ['first_seen', 'status', 'settings', 'gone'] as const;

export type StreamChangeKind = (typeof streamChangeKinds)[number];

/** One change of an event stream that we saw or made. */
export interface StreamChange {
  /** Our own rising number. */
  seq: number;
  streamId: string;
  kind: StreamChangeKind;
  /** When we saw it, or made it. */
  atMs: number;
  /** When the stream was last seen as it was before, so that the change came after that; null where nothing says. */
  sinceMs: number | null;
  /** Status from then on. */
  status: string;
  /** Status before; null for a first sight. */
  before: string | null;
  /** For `settings`: which ones changed. */
  settings: WatchedSetting[];
  /** Who changed it here; null for a change that was made elsewhere. */
  by: string | null;
  /** Event types it is subscribed to from then on; null where that is not known. */
  subscriptions: string[] | null;
}

/** Everything but what only the store knows. */
export type NewStreamChange = Omit<StreamChange, 'seq'>;

/** What is compared of an event stream. */
export function sightOf({ id, name, status, destination, subscriptions }: EventStream): StreamSight {
  const { authorization, summary, type } = destination;
  const settings = {
    name,
    destination: `${type} ${destination.endpoint ?? summary}`,
    authorization: authorization === null ? '' : `${authorization.method} ${authorization.detail ?? ''}`.trim(),
    subscriptions: [...subscriptions].sort().join(' '),
  };
  return { id, status, settings };
}

interface Look {
  atMs: number;
  sinceMs: number | null;
  by: string | null;
}

/** The oldest list of event streams that may still be compared, in ms. A look further back means a clock that was set back. */
const oldestListMs = 10 * minuteMs;

/** Whether a look is older than the newest change on record (ms): a list that was fetched before somebody changed it. */
export function isOutdated(lookAtMs: number, lastChangeMs: number | null): boolean {
  return lastChangeMs !== null && lookAtMs < lastChangeMs && lookAtMs > lastChangeMs - oldestListMs;
}

/** What has changed between two sights of one event stream; `now` is null when Auth0 does not list it. */
export function changesBetween(known: StreamSight | null, now: StreamSight | null, look: Look): NewStreamChange[] {
  const id = now?.id ?? known?.id;
  if (id === undefined) return [];
  const change = (kind: StreamChangeKind, settings: WatchedSetting[] = []): NewStreamChange => ({
    streamId: id,
    kind,
    ...look,
    sinceMs: known === null ? null : look.sinceMs,
    status: now?.status ?? 'gone',
    before: known?.status ?? null,
    settings,
    subscriptions: now === null ? null : now.settings.subscriptions.split(' ').filter((type) => type !== ''),
  });
  if (known === null) return [change('first_seen')];
  if (now === null) return [change('gone')];
  const settings = watchedSettings.filter((name) => known.settings[name] !== now.settings[name]);
  return [
    ...(known.status === now.status ? [] : [change('status')]),
    ...(settings.length === 0 ? [] : [change('settings', settings)]),
  ];
}

/** A time in which an event stream kept and delivered nothing. */
export interface DisabledWindow {
  fromMs: number;
  toMs: number;
}

/** The windows within a range in which an event stream was disabled. `changes` are all of one stream, oldest first. */
export function disabledWindows(
  changes: readonly Pick<StreamChange, 'atMs' | 'status'>[],
  { fromMs, toMs }: DisabledWindow,
): DisabledWindow[] {
  return changes.flatMap(({ atMs, status }, index) => {
    if (status !== 'disabled') return [];
    const window = { fromMs: Math.max(fromMs, atMs), toMs: Math.min(toMs, changes[index + 1]?.atMs ?? toMs) };
    return window.toMs > window.fromMs ? [window] : [];
  });
}
