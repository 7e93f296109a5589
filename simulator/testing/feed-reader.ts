import { objectOr, parseJson, type JsonObject } from '../ground/json.ts';
import { frameData } from './contract/event-shapes.ts';

interface Frame {
  /** `comment` and `retry` for the frames that carry no event. */
  event: string;
  id?: string;
  text: string;
  data: JsonObject;
}

export interface FeedReader {
  status: number;
  headers: Headers;
  frames: Frame[];
  /** The body of a refusal. */
  json: JsonObject;
  /** Settles when the server has closed the connection. */
  ended: Promise<void>;
  close(): void;
}

const line = (block: string, field: string) => new RegExp(`^${field}: ?(.*)$`, 'm').exec(block)?.[1];

function frameOf(block: string): Frame {
  if (block.startsWith(':')) return { event: 'comment', text: block, data: {} };
  if (block.startsWith('retry:')) return { event: 'retry', text: block, data: {} };
  const event = line(block, 'event') ?? '';
  const id = line(block, 'id');
  const data = objectOr(parseJson(line(block, 'data') ?? ''));
  const shape = event === 'offset-only' || event === 'error' ? frameData[event] : frameData.event;
  shape.parse(data);
  return { event, text: block, data, ...(id !== undefined && { id }) };
}

/** Opens `GET /api/v2/events` and takes its frames apart; a frame that breaks the contract ends the reading with an error. */
export async function openFeed(url: string, headers: Record<string, string>): Promise<FeedReader> {
  const abort = new AbortController();
  const answer = await fetch(url, { headers, signal: abort.signal });
  const frames: Frame[] = [];
  const reader = { status: answer.status, headers: answer.headers, frames, close: () => abort.abort() };
  if (!answer.ok || !answer.body) {
    return { ...reader, json: objectOr(parseJson(await answer.text())), ended: Promise.resolve() };
  }
  const { body } = answer;
  async function read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      frames.push(...blocks.map(frameOf));
    }
  }
  const ended = read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return { ...reader, json: {}, ended };
}
