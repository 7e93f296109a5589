import { type Concern, type ConcernRow, type ConcernView, type Headline } from './concern';
import { type ConcernFacts } from './concern-facts';
import { type Sign } from './sign';
import { budgetSigns } from './budget-signs';
import { connectorTrouble } from './connector-trouble';
import { deliveriesUnread } from './deliveries-unread';
import { disabledWithFailures } from './disabled-with-failures';
import { failedDeliveries } from './failed-deliveries';
import { healthy } from './healthy';
import { jobFailures } from './job-failures';
import { managementAway } from './management-away';
import { mirrorErrors } from './mirror-errors';
import { missedDeliveries } from './missed-deliveries';
import { nearLimit } from './near-limit';
import { noCredential } from './no-credential';
import { rejectedRequests } from './rejected-requests';
import { silence } from './silence';
import { storageTrouble } from './storage-trouble';
import { streamDisabled } from './stream-disabled';

/** In order of severity: events are lost now, events are about to be lost, events wait, knowledge is missing. */
const concerns: readonly Concern[] = [
  storageTrouble,
  noCredential,
  disabledWithFailures,
  nearLimit,
  failedDeliveries,
  missedDeliveries,
  jobFailures,
  connectorTrouble,
  streamDisabled,
  rejectedRequests,
  mirrorErrors,
  managementAway,
  deliveriesUnread,
  silence,
];

/** The worst concern in one sentence; without any, that all is well. */
export function headlineOf(facts: ConcernFacts, view: ConcernView): Headline {
  for (const { headline } of concerns) {
    const told = headline(facts, view);
    if (told !== null) return told;
  }
  return healthy(facts, view);
}

/** Every concern as rows, worst first. Whatever the headline can tell is here too, but what stands above every screen. */
export function concernRows(facts: ConcernFacts, view: ConcernView): ConcernRow[] {
  return concerns.flatMap(({ rows }) => rows(facts, view));
}

/** Everything found that is worth an alert. Its words hold no time of day: they are read in any zone. */
export function signsOf(facts: ConcernFacts, view: ConcernView): Sign[] {
  return [...budgetSigns(facts), ...concerns.flatMap(({ signs }) => signs(facts, view))];
}
