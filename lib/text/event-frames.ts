/** One message of a stream of server-sent events. */
export interface EventFrame {
  /** `message` where the stream names none. */
  event: string;
  id: string | null;
  data: string;
}

/**
 * Takes a stream of server-sent events apart, as it comes in pieces. Comments and other fields are left out. A frame of more
 * than `longest` UTF-16 units throws a `RangeError`: it would be kept in memory whole.
 */
export class EventFrames {
  readonly #longest: number;
  #rest = '';
  #frame: EventFrame | null = null;
  #length = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The frames that `text` ends. */
  *take(text: string): Generator<EventFrame> {
    this.#rest += text;
    for (;;) {
      const line = this.#nextLine();
      if (line === null) return;
      const frame = this.#takeLine(line);
      if (frame !== null) yield frame;
    }
  }

  #nextLine(): string | null {
    const end = /\r\n|\n|\r(?=.)/s.exec(this.#rest);
    if (end === null) {
      if (this.#rest.length > this.#longest) throw new RangeError('A frame of the stream is too long');
      return null;
    }
    const line = this.#rest.slice(0, end.index);
    this.#rest = this.#rest.slice(end.index + end[0].length);
    return line;
  }

  #takeLine(line: string): EventFrame | null {
    if (line === '') return this.#end();
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'event' || name === 'id' || name === 'data') this.#note(name, value);
    return null;
  }

  #end(): EventFrame | null {
    const frame = this.#frame;
    this.#frame = null;
    this.#length = 0;
    return frame === null ? null : { ...frame, data: frame.data.slice(1) };
  }

  #note(name: 'event' | 'id' | 'data', value: string): void {
    this.#length += value.length;
    if (this.#length > this.#longest) throw new RangeError('A frame of the stream is too long');
    const frame = (this.#frame ??= { event: 'message', id: null, data: '' });
    if (name === 'data') frame.data += `\n${value}`;
    else frame[name] = value;
  }
}
