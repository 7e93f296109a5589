import { Braces, Contact, Database, type LucideIcon, Webhook } from 'lucide-react';

import { type ConnectorKind } from '@/lib/connectors/connector';

/** The mark and the name of each kind. */
export const kindMarks: Record<ConnectorKind, { icon: LucideIcon; name: string }> = {
  webhook: { icon: Webhook, name: 'Webhook' },
  postgres: { icon: Database, name: 'PostgreSQL table' },
  hubspot: { icon: Contact, name: 'HubSpot' },
  mysql: { icon: Database, name: 'MySQL table' },
  rest: { icon: Braces, name: 'REST API' },
};

/** The mark of a connector's kind. */
export function KindIcon({ kind }: { kind: ConnectorKind }) {
  const { icon: Icon, name } = kindMarks[kind];
  return <Icon aria-label={name} size={16} strokeWidth={1.75} className="shrink-0 text-ink-3" />;
}
