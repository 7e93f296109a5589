/**
 * The part of a generated Action that says what a mapping makes of an event: the rules of `records/transforms`,
 * `records/mapping` and `records/takes-part` once more, since an Action imports nothing. A property test holds both together.
 */
export const actionValues = String.raw`
// ---- What the mapping makes of an event ----

const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsent = (value) => value === undefined || value === null || value === '';
const stepsOf = (path) =>
  path.replace(/\[(\d+)\]/g, '.$1').split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** Every value on the way along a path, the last one being the value itself. */
function walk(path, object) {
  const values = [object];
  for (const step of stepsOf(path)) {
    const value = values[values.length - 1];
    if (Array.isArray(value)) values.push(typeof step === 'number' ? value[step] : undefined);
    else if (isObject(value)) values.push(has(value, String(step)) ? value[String(step)] : undefined);
    else return [...values, undefined];
  }
  return values;
}

const read = (path, object) => walk(path, object).pop();

const derived = {
  user_id: (user) => user.id,
  connections: (user) => user.connections,
  is_blocked: (user) => user.isBlocked,
  is_deleted: (user) => user.isDeleted,
  status: (user) => {
    if (user.isDeleted) return 'deleted';
    return user.isBlocked === undefined ? undefined : user.isBlocked ? 'blocked' : 'active';
  },
  last_event_at: (user) => new Date(user.timeMs).toISOString(),
};

const valueOf = (path, user) => (has(derived, path) ? derived[path](user) : read(path, user.profile)) ?? undefined;

const daysOf = (year, month) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** Epoch milliseconds of an RFC 3339 time; undefined for anything else. */
function timeOf(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const zone = match[8].toUpperCase() === 'Z' ? '+00:00' : match[8];
  const [zoneHours, zoneMinutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || zoneHours > 23 || zoneMinutes > 59) return undefined;
  const start = new Date(0);
  start.setUTCFullYear(year, month - 1, day);
  const offset = (zone[0] === '-' ? -1 : 1) * (zoneHours * 60 + zoneMinutes);
  const ms = start.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  // A leap second ends a month, and is the first instant of the next.
  if (second === 60) return ms % 86400000 === 0 && new Date(ms).getUTCDate() === 1 ? ms : undefined;
  return ms + Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
}

/** A number that would lose digits as one of JavaScript's. */
class Digits {
  constructor(text) {
    this.text = text;
  }
}

const scalarOf = (value) => {
  if (value instanceof Digits) return value.text;
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
};

/** Lists and objects that are nested too deep cannot be written. */
function jsonOf(value) {
  if (value instanceof Digits) return value.text;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

const textOf = (value) => (isAbsent(value) ? '' : (scalarOf(value) ?? jsonOf(value) ?? ''));

function numberOf(value) {
  if (typeof value === 'number' || value instanceof Digits) return value;
  const match = typeof value === 'string' ? /^([+-]?)0*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.exec(value.trim()) : null;
  if (match === null) return undefined;
  const text = (match[1] === '-' ? '-' : '') + match[2];
  return String(Number(text)) === text ? Number(text) : new Digits(text);
}

/** A number as an integer that loses nothing. */
function integerOf(value) {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,15}))?$/.exec(value.text ?? String(value));
  if (match === null) return undefined;
  const fraction = match[3] ?? '';
  const digits = (match[2] + fraction).replace(/^0+/, '');
  const zeros = Number(match[4] ?? 0) - fraction.length;
  if (digits === '') return 0;
  if (zeros > 20 || -zeros > digits.length) return undefined;
  const cut = zeros < 0 ? digits.slice(zeros) : '';
  if (/[1-9]/.test(cut)) return undefined;
  const integer = Number(match[1] + (zeros < 0 ? digits.slice(0, zeros) || '0' : digits + '0'.repeat(zeros)));
  return Number.isSafeInteger(integer) ? integer : undefined;
}

function dateOf(value, as) {
  const isNumber = typeof value === 'number' || value instanceof Digits;
  const text = typeof value === 'string' ? value.trim() : '';
  const ms = isNumber ? integerOf(value) : timeOf(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text + 'T00:00:00Z' : text);
  if (ms === undefined || ms < -62167219200000 || ms > 253402300799999) return undefined;
  if (as === 'ms') return ms;
  return new Date(ms).toISOString().slice(0, as === 'day' ? 10 : 24);
}

const ofText = {
  trim: (text) => text.trim(),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  digits: (text) => text.replace(/[^0-9]/g, ''),
  cut: (text, { characters }) => Array.from(text.slice(0, characters * 2)).slice(0, characters).join('').toWellFormed(),
  prefix: (text, step) => step.text + text,
  map: (text, { table, otherwise }) => new Map(table).get(text) ?? otherwise,
};

const ofValue = {
  default: (value) => value,
  first: (value) => (Array.isArray(value) ? value[0] : undefined),
  number: numberOf,
  json: jsonOf,
  date: (value, { as }) => dateOf(value, as),
  yes_no: (value, { yes, no }) => new Map([['true', yes], ['false', no]]).get(scalarOf(value)),
  join: (value, { separator }) => {
    if (!Array.isArray(value)) return undefined;
    return value.filter((item) => !isAbsent(item)).map(scalarOf).filter((text) => text !== undefined).join(separator);
  },
};

function transformed(value, step) {
  if (isAbsent(value)) return step.kind === 'default' ? step.value : undefined;
  if (has(ofValue, step.kind)) return ofValue[step.kind](value, step);
  const text = scalarOf(value);
  return text === undefined ? undefined : ofText[step.kind](text, step);
}

/** A constant, a path, or a template of paths. */
function shapeOf(source) {
  if (source.startsWith('=')) return { constant: source.slice(1), paths: [] };
  let end = 0;
  const parts = Array.from(source.matchAll(/\{([^{}]+)\}/g), (match) => {
    const before = source.slice(end, match.index);
    end = match.index + match[0].length;
    return { before, path: match[1].trim() };
  });
  if (parts.length === 0) return { paths: [source] };
  return { parts, end: source.slice(end), paths: parts.map(({ path }) => path) };
}

function sourceValue(source, user) {
  const { constant, parts, end, paths } = shapeOf(source);
  if (constant !== undefined) return constant;
  if (parts === undefined) return valueOf(paths[0], user);
  const present = parts
    .map(({ before, path }) => ({ before, text: textOf(valueOf(path, user)).trim() }))
    .filter(({ text }) => text !== '');
  if (present.length === 0) return undefined;
  const inner = present.map(({ before, text }, index) => (index === 0 ? text : before + text)).join('');
  return (parts[0].before + inner + end).replace(/ {2,}/g, ' ').trim();
}

/** What a row sends; empty where there is nothing. */
function mappedValue({ source, transforms }, user) {
  return textOf(transforms.reduce(transformed, sourceValue(source, user))).toWellFormed().replaceAll('\0', '\uFFFD');
}

/** The event says that a value is gone: it is null, or only the user before had it. */
function isCleared({ source }, { profile, previous, isWhole }) {
  return shapeOf(source).paths.some((path) => {
    if (has(derived, path)) return false;
    if (walk(path, profile).includes(null)) return true;
    const before = previous === undefined ? undefined : read(path, previous);
    return isWhole && !isAbsent(before) && read(path, profile) === undefined;
  });
}

function textsOf(value) {
  if (isAbsent(value)) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item) => (Array.isArray(item) ? (jsonOf(item) ?? []) : textsOf(item)));
  }
  return [textOf(value)];
}

const comparisons = {
  contains: (text, wanted) => text.includes(wanted),
  begins: (text, wanted) => text.startsWith(wanted),
};

function takesPart(user) {
  return FILTER.every(({ source, is, values }) => {
    const value = sourceValue(source, user);
    if (is === 'exists' || is === 'missing') return isAbsent(value) === (is === 'missing');
    const meets = comparisons[is] ?? ((text, wanted) => text === wanted);
    return textsOf(value).some((text) => values.some((wanted) => meets(text, wanted))) === (is !== 'not_equal');
  });
}
`;
