import { instruments } from '../telemetry/instruments';
import { type RateBudget } from './rate-budget';

/** Starts the clock of one request; call the returned function with the status of its answer, 0 when none came. */
export function watchRequest(): (status: number) => void {
  const { managementRequests, managementSeconds } = instruments();
  const startedAt = performance.now();
  return (status) => {
    managementRequests({ status: String(status) }).add();
    managementSeconds().observe((performance.now() - startedAt) / 1000);
  };
}

/** Shows what is left of the tenant's rate limit. */
export function watchBudget(budget: RateBudget): void {
  const { metrics } = instruments();
  metrics.gauge(
    'streamgauge_management_rate_remaining',
    'Requests to the Management API that are left in the present window.',
    () => budget.left,
  );
  metrics.gauge(
    'streamgauge_management_rate_blocked_seconds',
    'Time until Auth0 takes requests again after a 429.',
    () => budget.blockedForMs / 1000,
  );
}
