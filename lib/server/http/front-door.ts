import { type IncomingMessage, type ServerResponse } from 'node:http';
import { answerPlainly, type PlainAnswer } from './plain-answer';
import { transportSecurity } from './security-headers';

const badAddress: PlainAnswer = {
  status: 400,
  title: 'Bad address',
  detail: 'The address is not a valid path: a percent sign has to be followed by two hexadecimal digits.',
};

const badMethod: PlainAnswer = {
  status: 405,
  title: 'Method not allowed',
  detail: 'Use GET, or a method that the address is documented for.',
  headers: { allow: 'GET, HEAD' },
};

/** The target of a request as Next takes it: without host and fragment, which some clients leave in it. */
export function originForm(target: string): string {
  const [path = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split('#', 1);
  return path.startsWith('/') ? path : `/${path}`;
}

/** Methods that a fetch `Request`, which Next makes of every request, cannot hold. */
const unspeakable = new Set(['CONNECT', 'TRACE', 'TRACK']);

function isReadable(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  try {
    decodeURIComponent(path);
    return path !== '*';
  } catch {
    return false;
  }
}

function refusalOf({ method = '', url = '' }: IncomingMessage): PlainAnswer | null {
  if (unspeakable.has(method)) return badMethod;
  return isReadable(url) ? null : badAddress;
}

/**
 * Judges a request before Next sees it, and returns true when it has answered: 400 to an address that cannot be decoded,
 * 405 to a method that nothing here speaks. Next would answer 500 in plain text. Over https it also sets the header that
 * keeps browsers there.
 */
export function refuseAtDoor(request: IncomingMessage, response: ServerResponse, isHttps: boolean): boolean {
  if (isHttps) response.setHeader(...transportSecurity);
  const refusal = refusalOf(request);
  if (refusal === null) return false;
  answerPlainly(request, response, refusal);
  return true;
}
