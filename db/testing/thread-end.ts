import { type MessagePort } from 'node:worker_threads';
import { type ChannelEnd } from '../store';

/** The end of a channel within one process. */
export function threadEnd(port: MessagePort): ChannelEnd {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', listener);
      return () => void port.off('message', listener);
    },
    onClose: (listener) => {
      port.on('close', listener);
      return () => void port.off('close', listener);
    },
  };
}
