import { lifecycle } from './lifecycle';
import { liveBus, type Notice } from './live';
import { Problem } from './problem';

const HEARTBEAT_MS = 20_000;
/** A stream ends after this long, so that the browser's reconnect is authorised anew. */
const MAX_AGE_MS = 5 * 60_000;
const MAX_STREAMS = 500;
/** A reader this far behind is not reading: let it reconnect and refetch. */
const MAX_BUFFERED_CHUNKS = 256;

const encoder = new TextEncoder();

/** `Last-Event-ID` is `<run>-<seq>`; null when absent or from another run of the process. */
function resumeFrom(request: Request, run: string): number | null {
  const [lastRun, seq] = (request.headers.get('last-event-id') ?? '').split('-');
  return lastRun === run && seq !== undefined && /^\d+$/.test(seq) ? Number(seq) : null;
}

function frame(run: string, notice: Notice): string {
  return `id: ${run}-${notice.seq}\nevent: notice\ndata: ${JSON.stringify(notice)}\n\n`;
}

/**
 * Server-sent events with notices only. A client that comes back with the id of its last notice gets the newest notice of
 * every topic it missed; one that comes from another run gets a `hello` with the present numbers and refetches.
 */
export function liveResponse(request: Request): Response {
  const bus = liveBus();
  // A browser whose stream was just ended comes back at once; one more open stream would keep the server from closing.
  if (lifecycle.stopping) throw new Problem(503, 'Stopping', 'The server is about to stop.', { retryAfterSeconds: 2 });
  if (bus.size >= MAX_STREAMS) {
    throw new Problem(503, 'Too many live connections', 'The screen keeps itself fresh by asking instead.', {
      retryAfterSeconds: 30,
    });
  }
  let stop: (() => void) | null = null;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = openStream(request, controller, bus);
    },
    // The reader went away by itself: let go of the bus and the timers; there is nobody left to close for.
    cancel() {
      stop?.();
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      // no-transform keeps Next and proxies from compressing, which would hold frames back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

/** Connects one reader to the bus. Returns the way to let go of everything it holds. */
function openStream(
  request: Request,
  controller: ReadableStreamDefaultController<Uint8Array>,
  bus: ReturnType<typeof liveBus>,
): () => void {
  const release = () => {
    unsubscribe();
    clearInterval(heartbeat);
    clearTimeout(expiry);
  };
  const end = () => {
    release();
    try {
      controller.close();
    } catch {
      // Already closed or cancelled: that is what we wanted.
    }
  };
  const send = (text: string) => {
    if (text === '') return;
    try {
      if ((controller.desiredSize ?? 0) < -MAX_BUFFERED_CHUNKS) end();
      else controller.enqueue(encoder.encode(text));
    } catch {
      // A broken reader must not cost the others their notice.
      end();
    }
  };
  const framed = (notices: Notice[]) => notices.map((notice) => frame(bus.run, notice)).join('');
  const unsubscribe = bus.subscribe((notices) => send(framed(notices)), end);
  const heartbeat = setInterval(() => send(': heartbeat\n\n'), HEARTBEAT_MS);
  const expiry = setTimeout(end, MAX_AGE_MS);
  request.signal.addEventListener('abort', end);
  const from = resumeFrom(request, bus.run);
  const hello = JSON.stringify({ run: bus.run, topics: bus.state() });
  send(`retry: 1000\nid: ${bus.run}-${bus.current}\nevent: hello\ndata: ${hello}\n\n`);
  if (from !== null) send(framed(bus.since(from)));
  return release;
}
