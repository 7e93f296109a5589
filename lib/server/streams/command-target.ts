import 'server-only';
import { type CommandTarget } from '../../streams/commands/first-stream';
import { managementIfConfigured } from '../management/client';
import { env } from '../process/env';
import { tenantHost } from '../process/tenant-host';
import { currentCredential } from '../webhook/current-credential';

/** What commands for event streams to this app are made of: its address, the tenant, and how a sender authenticates. */
export function commandTarget(): CommandTarget {
  const tenant = managementIfConfigured()?.domain ?? tenantHost();
  return { webhookUrl: env().webhookUrl, tenant, credential: currentCredential() };
}
