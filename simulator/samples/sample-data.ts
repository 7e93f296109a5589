import type { Management } from 'auth0';
import type { EventDataByType, EventType } from '../tenant/event-types.ts';
import { connectionSamples } from './connection-samples.ts';
import { groupSamples } from './group-samples.ts';
import { organizationSamples } from './organization-samples.ts';
import { userSamples } from './user-samples.ts';

/** One `data` for each event type, complete by the SDK's own list of types. */
export const sampleData: EventDataByType & Record<Management.EventStreamEventTypeEnum, object> = {
  ...userSamples,
  ...organizationSamples,
  ...groupSamples,
  ...connectionSamples,
};

export const EVENT_TYPES: readonly string[] = Object.keys(sampleData);

export const isEventType = (type: string): type is EventType => EVENT_TYPES.includes(type);
