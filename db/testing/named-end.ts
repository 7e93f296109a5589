import { type ChannelEnd } from '../store';

interface Addressed {
  to: string;
  message: unknown;
}

const isFor = (message: unknown, to: string): message is Addressed =>
  typeof message === 'object' && message !== null && 'to' in message && message.to === to;

/** One of many channels over one: its other end is the one of the same name. */
export function namedEnd(end: ChannelEnd, name: string): ChannelEnd {
  return {
    send: (message) => end.send({ to: name, message } satisfies Addressed),
    onMessage: (listener) =>
      end.onMessage((message) => {
        if (isFor(message, name)) listener(message.message);
      }),
    onClose: (listener) => end.onClose(listener),
  };
}
