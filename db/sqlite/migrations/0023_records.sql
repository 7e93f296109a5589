ALTER TABLE `connector_calls` ADD `act` text DEFAULT 'write' NOT NULL;--> statement-breakpoint
ALTER TABLE `connector_calls` ADD `targets` text;--> statement-breakpoint
CREATE INDEX `connector_calls_deactivations` ON `connector_calls` (`connector_id`,`at_ms`) WHERE act IN ('deactivate', 'archive') AND result = 'done';--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `open` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `decision` text;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `record_id` text;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `role` text;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `record_state` text;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `link_origin` text;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `linked_at_ms` integer;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `sent` text;--> statement-breakpoint
CREATE INDEX `connector_lanes_record` ON `connector_lanes` (`connector_id`,`record_id`) WHERE record_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `connector_lanes_writer` ON `connector_lanes` (`connector_id`,`record_id`) WHERE role = 'writer';--> statement-breakpoint
CREATE INDEX `connector_lanes_reviews` ON `connector_lanes` (`seq`) WHERE state = 'review';--> statement-breakpoint
CREATE INDEX `connector_lanes_reason` ON `connector_lanes` (`connector_id`,`reason`,`seq`) WHERE state = 'review';--> statement-breakpoint
ALTER TABLE `connectors` ADD `deletions_confirmed_seq` integer;--> statement-breakpoint
CREATE INDEX `events_identities` ON `events` (`received_at_ms`) WHERE instr(changes, '"field":"identities"') > 0;--> statement-breakpoint
CREATE INDEX `users_verified_email` ON `users` (lower("email")) WHERE email_verified = 1 AND deleted_at_ms IS NULL;--> statement-breakpoint
UPDATE `connector_calls` SET `act` = 'post' WHERE `connector_id` IN (SELECT `id` FROM `connectors` WHERE `kind` = 'webhook');
