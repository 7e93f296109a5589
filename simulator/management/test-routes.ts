import type { ApiRequest, Route } from '../http/route.ts';
import type { Answer } from '../http/answer.ts';
import { isObject, textOf } from '../ground/json.ts';
import { EVENT_TYPES, isEventType, sampleData } from '../samples/sample-data.ts';
import { happening, onStream } from '../tenant/cloud-event.ts';
import type { Tenant } from '../world/tenant.ts';
import { badBody } from './fault.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';
import { outletOf } from './stream-routes.ts';

const testBody: Schema = {
  kind: 'object',
  required: ['event_type'],
  fields: {
    event_type: {
      kind: 'text',
      choices: EVENT_TYPES,
      about: 'The type of event this test event represents.',
    },
    data: { kind: 'object', fields: {}, open: true, about: 'The raw payload of the test event.' },
  },
};

/** Answers at once with a pending delivery; the event follows by the usual way, if the stream is enabled. */
function sendTest(tenant: Tenant, request: ApiRequest): Answer {
  const outlet = outletOf(tenant, request);
  const body = requireBody(testBody, request.body);
  const type = textOf(body.event_type) ?? '';
  if (!isEventType(type)) throw badBody(`'No enum match for: ${type}' on property event_type`);
  const data = isObject(body.data) ? body.data : sampleData[type];
  const event = onStream(happening({ type, data, atMs: tenant.clock.now() }), outlet.stream.id, 'test');
  tenant.emitTo(outlet, event);
  return {
    status: 202,
    body: {
      id: event.id,
      event_stream_id: outlet.stream.id,
      status: 'pending',
      event_type: type,
      attempts: [],
      event,
    },
  };
}

export function testRoutes(tenant: () => Tenant): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/v2/event-streams/:id/test',
      scopes: ['update:event_streams'],
      handle: (request) => sendTest(tenant(), request),
    },
  ];
}
