/** The one path that events are taken at. */
const WEBHOOK_PATH = '/webhook';

const MOST_PATH_CHARACTERS = 200;

/**
 * Where a request goes. `webhook`: ours, in one of the spellings that mean the same. `near`: a path that a person who set up
 * an event stream may have meant for it. `other`: anything else.
 */
export interface WebhookTarget {
  kind: 'webhook' | 'near' | 'other';
  /** Without the query, at most 200 characters: what a rejection keeps. */
  path: string;
}

/** A segment that a person may have typed for the webhook: another number, case, hyphen or a stray mark around it. */
const hookSegment = /^\W*(web)?[-_]?hooks?\W*$/i;

function plainSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The path of a request line: without its query, and of the absolute form (`POST http://host/path`) without the host. */
function pathOf(url: string): string {
  const [target = ''] = url.split('?', 1);
  return /^https?:\/\/[^/]*/i.test(target) ? target.replace(/^https?:\/\/[^/]*/i, '') || '/' : target;
}

/**
 * Reads where a request goes. A slash too many at the end or in front and the absolute form mean the webhook too: a sender
 * whose address is right but for these would otherwise be redirected, and no sender of events follows a redirection.
 */
export function webhookTarget(url: string): WebhookTarget {
  if (url === WEBHOOK_PATH) return { kind: 'webhook', path: WEBHOOK_PATH };
  const path = pathOf(url);
  const kept = path.slice(0, MOST_PATH_CHARACTERS);
  const segments = path.split('/').filter((segment) => segment !== '');
  if (`/${segments.join('/')}` === WEBHOOK_PATH) return { kind: 'webhook', path: kept };
  const isNear = segments.length === 0 || segments.some((segment) => hookSegment.test(plainSegment(segment)));
  return { kind: isNear ? 'near' : 'other', path: kept };
}
