import { type EventTypeName } from '../events/event-types';
import { connectionSamples } from './samples/connection-samples';
import { groupSamples } from './samples/group-samples';
import { organizationSamples } from './samples/organization-samples';
import { userSamples } from './samples/user-samples';

const objects: Record<EventTypeName, object> = {
  ...userSamples,
  ...organizationSamples,
  ...groupSamples,
  ...connectionSamples,
};

/** The `data` that a test event of this type starts from, as text to be edited. Auth0's own sample is sent when nobody edits it. */
export function sampleText(type: EventTypeName): string {
  return JSON.stringify({ object: objects[type] }, null, 2);
}
