import { lifecycle } from '../process/lifecycle';
import { liveBus, type Notice } from '../process/live-bus';
import { singleton } from '../process/singleton';
import { Problem } from './problem';

/** The browser takes silence for a dead connection after two of these (components/shell/live-connection.ts). */
const HEARTBEAT_MS = 10_000;
/** A stream ends after this long, so that the browser's reconnect is authorised anew. */
const MAX_AGE_MS = 5 * 60_000;
const MAX_STREAMS = 500;
/** Of these, one person's: many open windows must leave places for the others. */
const MAX_STREAMS_OF_PERSON = 20;
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
export function liveResponse(request: Request, personId: string): Response {
  const bus = liveBus();
  // For a browser that cannot hold a stream: the present numbers, once.
  if (request.headers.get('accept') === 'application/json') {
    return Response.json(greeting(bus), { headers: { 'cache-control': 'no-store' } });
  }
  // A browser whose stream was just ended comes back at once; one more open stream would keep the server from closing.
  if (lifecycle.stopping) throw new Problem(503, 'Stopping', 'The server is about to stop.', { retryAfterSeconds: 2 });
  if (bus.size >= MAX_STREAMS) {
    throw new Problem(503, 'Too many live connections', 'The screen keeps itself fresh by asking instead.', {
      retryAfterSeconds: 30,
    });
  }
  const own = streamsOf();
  const held = own.get(personId) ?? 0;
  if (held >= MAX_STREAMS_OF_PERSON) {
    const advice = `You have ${held} live connections open. Close windows of Streamgauge that you do not need.`;
    throw new Problem(429, 'Too many live connections', advice, { retryAfterSeconds: 30 });
  }
  own.set(personId, held + 1);
  const giveBack = () => {
    const left = (own.get(personId) ?? 1) - 1;
    if (left > 0) own.set(personId, left);
    else own.delete(personId);
  };
  let stop: (() => void) | null = null;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = openStream(request, controller, bus, giveBack);
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

/** How many streams each person has open in this process. */
const streamsOf = () => singleton('live-streams', () => new Map<string, number>());

const greeting = (bus: ReturnType<typeof liveBus>) => ({ run: bus.run, topics: bus.state() });

/** Connects one reader to the bus. Returns the way to let go of everything it holds. */
function openStream(
  request: Request,
  controller: ReadableStreamDefaultController<Uint8Array>,
  bus: ReturnType<typeof liveBus>,
  onRelease: () => void,
): () => void {
  let isOpen = true;
  const release = () => {
    if (!isOpen) return;
    isOpen = false;
    onRelease();
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
  const heartbeat = setInterval(() => send('event: beat\ndata: {}\n\n'), HEARTBEAT_MS);
  const expiry = setTimeout(end, MAX_AGE_MS);
  request.signal.addEventListener('abort', end);
  const from = resumeFrom(request, bus.run);
  send(`retry: 1000\nid: ${bus.run}-${bus.current}\nevent: hello\ndata: ${JSON.stringify(greeting(bus))}\n\n`);
  if (from !== null) send(framed(bus.since(from)));
  return release;
}
