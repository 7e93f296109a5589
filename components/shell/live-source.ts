import { apiPaths } from '@/lib/paths';
/**
 * What a live source tells. `hello` is fresh from the server, which has just authorised this browser; `state` is the same
 * from another tab's memory. After `broken` the source reconnects on its own, after `refused` it does not.
 */
export type LiveMessage =
  | { kind: 'hello'; data: string }
  | { kind: 'state'; data: string }
  | { kind: 'notice'; data: string }
  | { kind: 'beat' }
  | { kind: 'broken' }
  | { kind: 'refused' };

export interface LiveSource {
  /** Opens the connection anew: it may be dead without having been closed, or has to be authorised again. */
  renew: () => void;
  close: () => void;
}

/** Starts to listen. Nothing is told before the call has returned. */
export type OpenLiveSource = (listener: (message: LiveMessage) => void) => LiveSource;

const path = apiPaths.live;
const closedState = 2;

/** A connection of this tab alone. */
export const openEventStream: OpenLiveSource = (listener) => {
  let source = connect();
  function connect(): EventSource {
    const opened = new EventSource(path);
    for (const kind of ['hello', 'notice'] as const) {
      opened.addEventListener(kind, (event: MessageEvent<string>) => listener({ kind, data: event.data }));
    }
    opened.addEventListener('beat', () => listener({ kind: 'beat' }));
    opened.addEventListener('error', () =>
      listener({ kind: opened.readyState === closedState ? 'refused' : 'broken' }),
    );
    return opened;
  }
  return {
    renew: () => {
      source.close();
      source = connect();
    },
    close: () => source.close(),
  };
};

const pollEveryMs = 5_000;

/** Asks for the present numbers every 5 s, for a browser that cannot share a connection among its tabs. */
export const openPolling: OpenLiveSource = (listener) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();
  const ask = async () => {
    const { signal } = asking;
    const message = await poll(signal).catch((): LiveMessage => ({ kind: 'broken' }));
    if (signal.aborted) return;
    listener(message);
    if (message.kind !== 'refused') timer = setTimeout(() => void ask(), pollEveryMs);
  };
  const close = () => {
    asking.abort();
    clearTimeout(timer);
  };
  const renew = () => {
    close();
    asking = new AbortController();
    timer = setTimeout(() => void ask());
  };
  renew();
  return { renew, close };
};

async function poll(signal: AbortSignal): Promise<LiveMessage> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, signal });
  if (response.ok) return { kind: 'hello', data: await response.text() };
  return { kind: response.status < 500 ? 'refused' : 'broken' };
}
