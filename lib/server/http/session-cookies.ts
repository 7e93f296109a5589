/** Names of the cookies this installation sets. No other name is ever read, written or deleted. */
export interface CookieNames {
  session: string;
  /** Each sign-in that is under way has a cookie of this prefix and its state. */
  transactionPrefix: string;
  /** Why the last sign-in failed, for the sign-in page. */
  trouble: string;
}

/**
 * Cookies do not know ports, so two applications on one host share a jar: the port is in the name. Over https the
 * `__Host-` prefix keeps other hosts of the domain from setting ours.
 */
export function cookieNames(appBaseUrl: string): CookieNames {
  const { protocol, port } = new URL(appBaseUrl);
  const stem = protocol === 'https:' ? `__Host-sg${port}` : `sg${port === '' ? '80' : port}`;
  return { session: `${stem}_session`, transactionPrefix: `${stem}_txn_`, trouble: `${stem}_trouble` };
}

/** Attributes of every cookie of ours; `__Host-` names demand exactly this path and no domain. */
export function cookieAttributes(appBaseUrl: string) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: appBaseUrl.startsWith('https:') } as const;
}

interface Cookie {
  name: string;
  value: string;
}

/** All cookies of ours together stay below this, so that a default proxy passes every request and answer. */
export const MAX_COOKIE_BYTES = 2_048;

/** What one cookie takes of a `Cookie` header, its separator included. */
export const cookieBytes = ({ name, value }: Cookie): number => name.length + value.length + 3;

/** The SDK writes `<seconds>:<ciphertext>`. */
const startedAt = ({ value }: Cookie) => Number(/^\d+(?=:)/.exec(value)?.[0] ?? 0);

/**
 * The sign-ins under way that have to be given up, oldest first, so that the others, a new one and the session stay
 * within the budget. Abandoned sign-ins would otherwise add up until a proxy refuses the requests.
 */
export function crowdedOut(pending: readonly Cookie[], otherBytes: number): Cookie[] {
  let room = MAX_COOKIE_BYTES - otherBytes;
  const newestFirst = [...pending].sort((a, b) => startedAt(b) - startedAt(a));
  return newestFirst.filter((cookie) => {
    room -= cookieBytes(cookie);
    return room < 0;
  });
}
