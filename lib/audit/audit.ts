import { type JsonObject } from '../json/json';

/** Who acts where no person does. */
export const ownActor = 'Streamgauge';

/** Acts worth an audit row. */
export type AuditAction =
  | 'sign_in'
  | 'sign_in_denied'
  | 'redelivery_asked'
  | 'stream_enabled'
  | 'stream_disabled'
  | 'stream_created'
  | 'stream_changed'
  | 'stream_deleted'
  | 'test_event_sent'
  | 'action_deployed'
  | 'address_probed'
  | 'job_created'
  | 'job_paused'
  | 'job_resumed'
  | 'job_cancelled'
  | 'alert_acknowledged'
  | 'alert_snoozed'
  | 'alert_woken'
  | 'alert_noted'
  | 'alert_rule_changed'
  | 'alert_target_added'
  | 'alert_target_removed'
  | 'alert_tested'
  | 'feed_read_requested'
  | 'ledger_ignored'
  | 'ledger_unignored'
  | 'connector_created'
  | 'connector_changed'
  | 'connector_started'
  | 'connector_paused'
  | 'connector_resumed'
  | 'connector_deleted'
  | 'connector_filled'
  | 'connector_table_made'
  | 'connector_properties_made'
  | 'connector_secret_set'
  | 'connector_tested'
  | 'lane_pushed'
  | 'lane_event_skipped'
  | 'link_made'
  | 'link_moved'
  | 'link_removed'
  | 'review_resolved'
  | 'values_accepted';

export interface AuditEntry {
  seq: number;
  atMs: number;
  /** E-mail address or subject of the person who acted. */
  actor: string;
  action: AuditAction;
  /** What it was done to: `est_…/evt_…`, a path, … */
  target: string | null;
  /** Small, without secrets or personal data beyond the actor. */
  detail: JsonObject;
}
