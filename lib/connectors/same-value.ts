import { type JsonValue } from '../json/json';
import { parseJson } from '../json/parse-json';
import { sameJson } from '../json/same-json';
import { dayMs, secondMs } from '../spans';
import { parseTime } from '../time';

const yes = new Set(['true', 't', '1']);
const no = new Set(['false', 'f', '0']);

const numberShape = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;
const timeShape = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(\.\d+)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const epochShape = /^\d{12,14}$/;

/** An instant, and how exactly it is told, in ms. */
interface Told {
  ms: number;
  unitMs: number;
}

/** Databases and CRMs write times in their own ways; without a zone they are in UTC. Null for what is no time. */
function timeOf(text: string): Told | null {
  if (epochShape.test(text)) return { ms: Number(text), unitMs: 1 };
  const match = timeShape.exec(text);
  if (match === null) return null;
  const [, day = '', time, fraction, zone = 'Z'] = match;
  const ms = parseTime(`${day}T${time ?? '00:00:00'}${fraction ?? ''}${zoneText(zone)}`);
  return ms === null ? null : { ms, unitMs: time === undefined ? dayMs : fraction === undefined ? secondMs : 1 };
}

/** `+02`, `+0200` and `+02:00` are one zone. */
function zoneText(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function isSameTime(ours: string, theirs: string): boolean {
  const [one, other] = [timeOf(ours), timeOf(theirs)];
  if (one === null || other === null) return false;
  const unitMs = Math.max(one.unitMs, other.unitMs);
  return Math.floor(one.ms / unitMs) === Math.floor(other.ms / unitMs);
}

/** Whole numbers that a double cannot hold are only the same where their digits are. */
function isSameNumber(ours: string, theirs: string): boolean {
  if (!numberShape.test(ours) || !numberShape.test(theirs)) return false;
  const [one, other] = [Number(ours), Number(theirs)];
  return one === other && Math.abs(one) <= Number.MAX_SAFE_INTEGER;
}

function jsonOf(text: string): JsonValue | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function isSameDocument(ours: string, theirs: string): boolean {
  const [one, other] = [jsonOf(ours), jsonOf(theirs)];
  return one !== undefined && other !== undefined && sameJson(one, other);
}

const isSameAddress = (ours: string, theirs: string) =>
  ours.includes('@') && ours.toLowerCase() === theirs.toLowerCase();

/**
 * Whether two values mean the same, however each side writes them: addresses whatever their case, spaces around a text, times
 * in any notation to the precision of the coarser one, numbers and yes or no as text, JSON whatever its order. Null and the
 * empty text are one.
 */
export function isSameValue(ours: string | null, theirs: string | null): boolean {
  const [one, other] = [(ours ?? '').trim(), (theirs ?? '').trim()];
  if (one === other) return true;
  if (one === '' || other === '') return false;
  if (one === 'true') return yes.has(other.toLowerCase());
  if (one === 'false') return no.has(other.toLowerCase());
  return isSameAddress(one, other) || isSameNumber(one, other) || isSameTime(one, other) || isSameDocument(one, other);
}
