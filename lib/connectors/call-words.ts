import { type ConnectorCall } from './connector';
import { formatCounted } from '../text/format';

/** Targets that are named; more are counted. */
const mostNamed = 3;

/** "update email, firstname", "create with 6 fields", "read". */
export function callWords({ act, targets }: Pick<ConnectorCall, 'act' | 'targets'>): string {
  if (targets === null || targets.length === 0) return act;
  return targets.length > mostNamed
    ? `${act} ${formatCounted(targets.length, 'field')}`
    : `${act} ${targets.join(', ')}`;
}
