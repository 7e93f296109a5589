import { describe, expect, it } from 'vitest';
import { hurriedClock } from '../clock.ts';
import { createSender } from '../delivery/sender.ts';
import { EVENT_TYPES } from '../samples/sample-data.ts';
import { defaultSettings } from '../settings.ts';
import { Tenant } from '../tenant/tenant.ts';
import { endpoints } from '../testing/contract/endpoints.ts';
import { eventType } from '../testing/contract/shared-shapes.ts';
import { managementRoutes } from './management-api.ts';

const settings = defaultSettings();
const tenant = new Tenant({ clock: hurriedClock(settings), settings, sender: createSender() });

describe('the contract', () => {
  it('names exactly the endpoints that are served', () => {
    const served = managementRoutes(() => tenant).map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`);
    expect(served.toSorted()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('names exactly the event types that are known', () => {
    expect([...EVENT_TYPES].toSorted()).toEqual([...eventType.options].toSorted());
  });
});
