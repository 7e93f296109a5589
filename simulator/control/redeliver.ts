import { type JsonObject, textOf } from '../ground/json.ts';
import { eventMissing, Fault, streamMissing } from '../management/fault.ts';
import type { Tenant } from '../world/tenant.ts';
import { outletNamed } from './emit-events.ts';

/** `POST /__sim/redeliver`: one failed delivery, or all of a stream, as the Management API would be asked to. */
export function redeliver(tenant: Tenant, body: JsonObject): object {
  const outlet = body.stream === undefined ? tenant.outlets()[0] : outletNamed(tenant, { stream: body.stream });
  if (!outlet) throw streamMissing();
  const event = textOf(body.event);
  const outcome = event === undefined ? outlet.redeliverMany({}) : outlet.redeliver(event);
  if (outcome === 'missing') throw eventMissing();
  if (outcome === 'busy') throw new Fault(409, 'A redelivery is underway.');
  return {};
}
