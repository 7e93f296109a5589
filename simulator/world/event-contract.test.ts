import { describe, expect, it } from 'vitest';
import { directoryAct } from '../control/directory-act.ts';
import { emitEvents } from '../control/emit-events.ts';
import { tellHistory } from '../control/tell-history.ts';
import { userAct } from '../control/user-acts.ts';
import { createSender } from '../delivery/sender.ts';
import { objectOr } from '../ground/json.ts';
import { EVENT_TYPES } from '../samples/sample-data.ts';
import { defaultSettings } from '../ground/settings.ts';
import { eventObjects } from '../testing/contract/event-data-shapes.ts';
import { sentEvent } from '../testing/contract/event-shapes.ts';
import { eventType } from '../testing/contract/shared-shapes.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { type CloudEvent, onStream } from '../tenant/cloud-event.ts';
import { Tenant } from './tenant.ts';

const STREAM = 'est_0123456789abcdefghABCD';

/** A tenant whose every event is written down as a stream would send it. */
function listeningTenant() {
  const settings = { ...defaultSettings(), previousObject: true };
  const tenant = new Tenant({ clock: createFakeClock(), settings, sender: createSender() });
  const events: CloudEvent[] = [];
  const emit = tenant.emit.bind(tenant);
  tenant.emit = (event) => {
    events.push(onStream(event, STREAM));
    emit(event);
  };
  return { tenant, events };
}

/** What is wrong with an event, in words; empty when nothing is. */
function problems(event: CloudEvent): string[] {
  const data = objectOr({ ...event.data });
  const shape = eventObjects[eventType.parse(event.type)];
  const checks = [
    sentEvent.safeParse(JSON.parse(JSON.stringify(event))),
    shape.safeParse(JSON.parse(JSON.stringify(data.object))),
  ];
  return checks.flatMap(({ error }) => error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []);
}

describe('events keep the contract', () => {
  it.each(EVENT_TYPES)('sample of %s', (type) => {
    const { tenant, events } = listeningTenant();
    emitEvents(tenant, { type });
    expect(events.map((event) => [event.type, problems(event)])).toEqual([[type, []]]);
  });

  it('changes of users, linking and unlinking included', () => {
    const { tenant, events } = listeningTenant();
    const [created] = userAct(tenant, { do: 'create', email: 'ida@example.com', name: 'Ida' });
    const user_id = created?.object.user_id;
    userAct(tenant, { do: 'login', user_id });
    userAct(tenant, { do: 'update', user_id, patch: { blocked: true } });
    const [second] = userAct(tenant, { do: 'link', user_id });
    userAct(tenant, { do: 'unlink', user_id, secondary: second?.object.user_id });
    userAct(tenant, { do: 'delete', user_id });
    expect(events.map(({ type }) => type)).toEqual([
      'user.created',
      'user.updated',
      'user.updated',
      'user.created',
      'user.deleted',
      'user.updated',
      'user.updated',
      'user.created',
      'user.deleted',
    ]);
    expect(events.flatMap(problems)).toEqual([]);
  });

  it('a thousand events of a history', () => {
    const { tenant, events } = listeningTenant();
    tellHistory(tenant, { seed: 2, users: 100, events: 1000 });
    expect(events.flatMap(problems)).toEqual([]);
  });

  it('changes of organizations, groups and connections: one of every type, with what was before', () => {
    const { tenant, events } = listeningTenant();
    userAct(tenant, { do: 'create', email: 'ida@example.com' });
    events.length = 0;
    const order = [
      'connection.created',
      'connection.updated',
      'group.created',
      'group.updated',
      'group.member.added',
      'group.member.deleted',
      'group.role.assigned',
      'group.role.deleted',
      'organization.created',
      'organization.updated',
      'organization.member.added',
      'organization.member.role.assigned',
      'organization.member.role.deleted',
      'organization.member.deleted',
      'organization.connection.added',
      'organization.connection.updated',
      'organization.connection.removed',
      'organization.group.role.assigned',
      'organization.group.role.deleted',
      'organization.deleted',
      'group.deleted',
      'connection.deleted',
    ];
    for (const type of order) directoryAct(tenant, { type });
    expect(events.map(({ type }) => type)).toEqual(order);
    expect(events.flatMap(problems)).toEqual([]);
    const withBefore = events.filter(({ data }) => 'previous_object' in data).map(({ type }) => type);
    expect(withBefore).toEqual(order.filter((type) => /^[a-z]+\.(updated|deleted)$|connection\.updated/.test(type)));
  });

  it('and nothing is told when nothing changes', () => {
    const { tenant, events } = listeningTenant();
    const act = (type: string) => () => directoryAct(tenant, { type });
    expect(act('organization.member.added')).toThrow('Nothing changed');
    directoryAct(tenant, { type: 'organization.created', name: 'alder' });
    expect(() => directoryAct(tenant, { type: 'organization.created', name: 'alder' })).toThrow('Nothing changed');
    expect(act('organization.member.deleted')).toThrow('Nothing changed');
    expect(act('organization.member.role.assigned')).toThrow('Nothing changed');
    expect(act('user.created')).toThrow('"type"');
    expect(events.map(({ type }) => type)).toEqual(['organization.created']);
  });
});
