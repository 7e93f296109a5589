import { type ChildProcess, type Serializable } from 'node:child_process';

/** One end of the way between the process that writes and one that does not. What is sent arrives in order. */
export interface ChannelEnd {
  /** Throws when `message` cannot be cloned; says nothing when the other side is gone. */
  send(message: unknown): void;
  /** Returns the way to hear no more. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Calls `listener` once the other side is gone, soon where it is already. Returns the way to hear no more. */
  onClose(listener: () => void): () => void;
}

/**
 * The end that belongs to a forked child, or in the child to its parent (`process`). The fork must have been made with
 * `serialization: 'advanced'`: bodies are bytes.
 */
export function processEnd(other: ChildProcess | NodeJS.Process): ChannelEnd {
  return {
    send: (message) => {
      // Without a callback a closed channel would be an `error` event that nobody hears. `onClose` tells instead.
      if (other.connected) other.send?.(message as Serializable, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      other.on('message', listener);
      return () => void other.off('message', listener);
    },
    onClose: (listener) => {
      if (!other.connected) setImmediate(listener);
      else other.once('disconnect', listener);
      return () => void other.off('disconnect', listener);
    },
  };
}
