import { isoTime } from '../ground/clock.ts';
import { TENANT_NAME } from '../tenant/cloud-event.ts';
import type { EventStream } from '../tenant/event-stream.ts';
import type { Tenant } from '../world/tenant.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import { ACTION_IDS } from './action-seeds.ts';

/** Ids of the three seeded streams, the same at every start. */
export const STREAM_IDS = {
  webhook: 'est_UsersToDashboard0000A1',
  eventbridge: 'est_AuditBusEventBridge0B2',
  action: 'est_CrmActionStream00000C3',
} as const;

interface SeedOptions {
  webhookUrl: string;
  webhookToken: string;
  webhookName: string;
}

const USER_EVENTS = ['user.created', 'user.updated', 'user.deleted'];
const AUDIT_EVENTS = [...USER_EVENTS, 'organization.member.added', 'organization.member.deleted', 'group.created'];
const DAY = 86_400_000;

/** The webhook to the app, an EventBridge and an Action one, as every seed has them; answers with the first. */
export function seedStreams(tenant: Tenant, { webhookUrl, webhookToken, webhookName }: SeedOptions): StreamOutlet {
  const at = isoTime(tenant.clock.now() - 30 * DAY);
  const stream = (rest: Omit<EventStream, 'createdAt' | 'updatedAt'>) =>
    tenant.addStream({ ...rest, createdAt: at, updatedAt: at });
  const first = stream({
    id: STREAM_IDS.webhook,
    name: webhookName,
    status: 'enabled',
    subscriptions: USER_EVENTS,
    destination: { type: 'webhook', endpoint: webhookUrl, authorization: { method: 'bearer', token: webhookToken } },
  });
  stream({
    id: STREAM_IDS.eventbridge,
    name: 'Audit bus',
    status: 'enabled',
    subscriptions: AUDIT_EVENTS,
    destination: {
      type: 'eventbridge',
      account: '210987654321',
      region: 'eu-north-1',
      partnerSource: `aws.partner/auth0.com/${TENANT_NAME}-5b0f3c1e-8f43-4d6b-9a55-0f2f6d1c7e90/auth0.events`,
    },
  });
  stream({
    id: STREAM_IDS.action,
    name: 'CRM action',
    status: 'disabled',
    subscriptions: ['user.created'],
    destination: { type: 'action', actionId: ACTION_IDS.crm },
  });
  return first;
}
