import { isoTime } from '../ground/clock.ts';
import { flagOf, type JsonObject, numberOf, textOf } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { randomHistory } from '../seeds/random-history.ts';
import { recall } from '../seeds/recall.ts';
import type { Tenant } from '../world/tenant.ts';

const MOST_USERS = 20_000;
const MOST_EVENTS = 200_000;
const HOUR = 3_600_000;
const WEEK_HOURS = 168;

function whole(body: JsonObject, name: string, fallback: number, most: number): number {
  const value = numberOf(body[name]) ?? fallback;
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Fault(400, `"${name}" must be a whole number from 1 to ${most}.`);
  }
  return value;
}

/** `POST /__sim/history`: the same seed, numbers and `until` tell the same history to an empty tenant. */
export function tellHistory(tenant: Tenant, body: JsonObject): object {
  const users = whole(body, 'users', 100, MOST_USERS);
  const events = whole(body, 'events', users * 3, MOST_EVENTS);
  if (events < users) throw new Fault(400, '"events" must be at least as many as "users".');
  const until = textOf(body.until);
  const untilMs = until === undefined ? tenant.clock.now() : Date.parse(until);
  if (!Number.isFinite(untilMs)) throw new Fault(400, '"until" must be an ISO 8601 time.');
  const fromMs = untilMs - (numberOf(body.hours) ?? WEEK_HOURS) * HOUR;
  const told = randomHistory(tenant, { seed: numberOf(body.seed) ?? 1, users, events, fromMs, untilMs });
  if (!told) throw new Fault(409, 'People of this history are there already; reset the tenant first.');
  if (flagOf(body.deliver) ?? true) for (const event of told) tenant.emit(event);
  else recall(tenant, told);
  return {
    users,
    events: told.length,
    first: told[0]?.id,
    last: told.at(-1)?.id,
    from: isoTime(fromMs),
    until: isoTime(untilMs),
  };
}
