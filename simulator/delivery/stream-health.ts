import type { FailureLimits } from '../ground/settings.ts';

export interface StreamHealth {
  failedInARow: number;
}

export const healthy: StreamHealth = { failedInARow: 0 };

/** Counts settled deliveries, not attempts; a success starts the row anew. */
export function afterOutcome(health: StreamHealth, outcome: 'delivered' | 'failed'): StreamHealth {
  return { failedInARow: outcome === 'delivered' ? 0 : health.failedInARow + 1 };
}

export function mustDisable(health: StreamHealth, failedTotal: number, limits: FailureLimits): boolean {
  return health.failedInARow >= limits.inARow || failedTotal >= limits.total;
}

/** "Redeliver until the total is below the limit, then enable": above it, enabling is refused. */
export const mayEnable = (failedTotal: number, limits: FailureLimits): boolean => failedTotal < limits.total;
