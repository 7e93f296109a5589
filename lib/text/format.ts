/**
 * How numbers, spans and instants read on screen. Pure and independent of the machine's locale: month and day names
 * are ours, because ICU versions differ ("Sep" or "Sept") and server and browser must write the same text.
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NO_VALUE = '–';

/** 11811 → "11,811". Never abbreviated; a number that is not finite reads "–". */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const rounded = Math.round(value);
  const digits = String(Math.abs(rounded)).replace(/\B(?=(\d{3})+$)/g, ',');
  return rounded < 0 ? `−${digits}` : digits;
}

/** (1, "event") → "1 event", (12, "event") → "12 events"; `plural` for words that do not take an s. */
export function formatCounted(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${Math.round(value) === 1 ? noun : plural}`;
}

/** 0.764 → "76 %". Rounds down, so that 100 % is only said when it is reached. */
export function formatPercent(ratio: number): string {
  return Number.isFinite(ratio) ? `${Math.floor(ratio * 100)} %` : NO_VALUE;
}

/**
 * A span in its two largest units: "3 h 52 min", "2 min 4 s", "14.1 s". Under a minute `tenths` keeps one decimal,
 * `whole` keeps none (for clocks that tick). Negative spans read as their size.
 */
export function formatDuration(ms: number, precision: 'tenths' | 'whole' = 'tenths'): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  const size = Math.abs(ms);
  if (precision === 'tenths' && size < MINUTE - 50) return `${(size / SECOND).toFixed(1)} s`;
  const parts = spanParts(size);
  return parts.slice(0, 2).join(' ') || '0 s';
}

/** A span with every unit down to seconds: "3 h 52 min 38 s". */
export function formatDurationExact(ms: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  const size = Math.abs(ms);
  return size < MINUTE ? formatDuration(size) : spanParts(size).join(' ');
}

/** How long a request took: "212 ms" under a second, then as `formatDuration`. */
export function formatLatency(ms: number): string {
  return Math.abs(ms) < SECOND ? `${Math.round(Math.abs(ms))} ms` : formatDuration(ms);
}

function spanParts(ms: number): string[] {
  const total = Math.round(ms / SECOND) * SECOND;
  const units: [number, string][] = [
    [Math.floor(total / DAY), 'd'],
    [Math.floor((total % DAY) / HOUR), 'h'],
    [Math.floor((total % HOUR) / MINUTE), 'min'],
    [Math.floor((total % MINUTE) / SECOND), 's'],
  ];
  const first = units.findIndex(([amount]) => amount > 0);
  if (first === -1) return [];
  // "3 h 0 min" says no more than "3 h", so units that are zero are left out.
  return units
    .slice(first, first === 0 ? 3 : 4)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`);
}

/** 2318 → "2.3 kB", 1.2e9 → "1.2 GB" (powers of 1,000); under 1 kB exact: "318 B". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NO_VALUE;
  if (Math.abs(bytes) < 1000) return `${Math.round(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (Math.abs(value) >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1).replace('.0', '')} ${units[unit] ?? 'TB'}`;
}

interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: string;
  minute: string;
  second: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

function wallClock(ms: number, timeZone: string): WallClock {
  const found = new Map<string, string>();
  for (const part of formatterFor(timeZone).formatToParts(ms)) found.set(part.type, part.value);
  const two = (key: string) => (found.get(key) ?? '').padStart(2, '0');
  return {
    year: Number(found.get('year')),
    month: Number(found.get('month')),
    day: Number(found.get('day')),
    hour: two('hour'),
    minute: two('minute'),
    second: two('second'),
  };
}

/** True when the running engine knows this IANA zone name. */
export function isTimeZone(name: string): boolean {
  try {
    formatterFor(name);
    return name !== '';
  } catch {
    return false;
  }
}

/** "14:02:18" in `timeZone` (IANA name; an unknown one throws RangeError, as in all functions below). */
export function formatClock(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  const { hour, minute, second } = wallClock(ms, timeZone);
  return `${hour}:${minute}:${second}`;
}

/** "14:02:11.842". */
export function formatClockMillis(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  const millis = ((Math.trunc(ms) % SECOND) + SECOND) % SECOND;
  return `${formatClock(ms, timeZone)}.${String(millis).padStart(3, '0')}`;
}

/** "14:02". */
export function formatMinute(ms: number, timeZone: string): string {
  return formatClock(ms, timeZone).slice(0, 5);
}

/** Time of day of something recent: "09:58" today, "16 Nov 09:58" before that, when a time alone would be taken for today's. */
export function formatRecent(ms: number, { nowMs, timeZone }: { nowMs: number; timeZone: string }): string {
  const minute = formatMinute(ms, timeZone);
  return dayKey(ms, timeZone) === dayKey(nowMs, timeZone) ? minute : `${formatDayMonth(ms, timeZone)} ${minute}`;
}

/** "14 Aug 2026". */
export function formatDate(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  const { year, month, day } = wallClock(ms, timeZone);
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** "14 Aug". */
export function formatDayMonth(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  const { month, day } = wallClock(ms, timeZone);
  return `${day} ${MONTHS[month - 1] ?? ''}`;
}

/** "Fri 21 Aug". */
export function formatDay(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  return `${formatWeekday(ms, timeZone)} ${formatDayMonth(ms, timeZone)}`;
}

/** "Fri". */
export function formatWeekday(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  const { year, month, day } = wallClock(ms, timeZone);
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
}

/** "14 Aug 2026, 14:02:18". */
export function formatDateTime(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return NO_VALUE;
  return `${formatDate(ms, timeZone)}, ${formatClock(ms, timeZone)}`;
}

/** The calendar day of an instant as a sortable key, "2026-08-21": equal keys share a day header. */
export function dayKey(ms: number, timeZone: string): string {
  if (!isInstant(ms)) return '';
  const { year, month, day } = wallClock(ms, timeZone);
  return [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)].join('-');
}

/** "3 s ago", "4 min ago", "2 h ago", "5 d ago"; "in 4 s" for the future, "now" within half a second. */
export function formatRelative(ms: number, nowMs: number): string {
  if (!isInstant(ms) || !isInstant(nowMs)) return NO_VALUE;
  const distance = nowMs - ms;
  const size = Math.abs(distance);
  if (size < SECOND / 2) return 'now';
  const text = largestUnit(size);
  return distance > 0 ? `${text} ago` : `in ${text}`;
}

function largestUnit(ms: number): string {
  if (ms >= DAY) return `${Math.floor(ms / DAY)} d`;
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} h`;
  if (ms >= MINUTE) return `${Math.floor(ms / MINUTE)} min`;
  return `${Math.max(1, Math.floor(ms / SECOND))} s`;
}

/** Cuts an id in the middle, keeping its head (with the prefix) and its last four characters: "evt_4NqT9…c2Wd". */
export function truncateMiddle(text: string, max = 16): string {
  const letters = Array.from(text);
  if (letters.length <= max) return text;
  const tail = Math.min(4, Math.max(1, Math.floor(max / 3)));
  const head = Math.max(1, max - tail - 1);
  return `${letters.slice(0, head).join('')}…${letters.slice(-tail).join('')}`;
}

/**
 * Shortens an event type in its first part, so that the verb stays: "organization.member.added" → "org….member.added".
 * Types that fit, or have no part to give up, stay whole.
 */
export function shortenEventType(type: string, max = 24): string {
  if (type.length <= max) return type;
  const [first, ...rest] = type.split('.');
  if (first === undefined || rest.length === 0 || first.length <= 4) return type;
  return [`${first.slice(0, 3)}…`, ...rest].join('.');
}

function isInstant(ms: number): boolean {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
