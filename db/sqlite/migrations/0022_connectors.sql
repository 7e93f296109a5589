CREATE TABLE `connector_calls` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connector_id` integer NOT NULL,
	`lane_key` text NOT NULL,
	`event_id` text,
	`event_type` text,
	`at_ms` integer NOT NULL,
	`took_ms` integer NOT NULL,
	`status` integer,
	`result` text NOT NULL,
	`excerpt` text
);
--> statement-breakpoint
CREATE INDEX `connector_calls_result` ON `connector_calls` (`connector_id`,`result`,`seq`);--> statement-breakpoint
CREATE INDEX `connector_calls_lane` ON `connector_calls` (`lane_key`,`seq`);--> statement-breakpoint
CREATE TABLE `connector_hours` (
	`connector_id` integer NOT NULL,
	`hour_ms` integer NOT NULL,
	`pushed` integer NOT NULL,
	`failed` integer NOT NULL,
	PRIMARY KEY(`connector_id`, `hour_ms`)
);
--> statement-breakpoint
CREATE TABLE `connector_lanes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connector_id` integer NOT NULL,
	`key` text NOT NULL,
	`is_event` integer NOT NULL,
	`state` text NOT NULL,
	`due_ms` integer,
	`wanted_seq` integer NOT NULL,
	`done_seq` integer NOT NULL,
	`attempts` integer NOT NULL,
	`reason` text,
	`error` text,
	`waiting_since_ms` integer,
	`pushed_at_ms` integer,
	`lease_token` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connector_lanes_key` ON `connector_lanes` (`connector_id`,`key`,`is_event`);--> statement-breakpoint
CREATE INDEX `connector_lanes_due` ON `connector_lanes` (`connector_id`,`due_ms`) WHERE due_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `connector_lanes_state` ON `connector_lanes` (`connector_id`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `connector_lanes_waiting` ON `connector_lanes` (`connector_id`,`waiting_since_ms`) WHERE waiting_since_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `connector_lanes_user` ON `connector_lanes` (`key`);--> statement-breakpoint
CREATE TABLE `connector_secrets` (
	`connector_id` integer NOT NULL,
	`name` text NOT NULL,
	`sealed` text NOT NULL,
	`set_at_ms` integer NOT NULL,
	`set_by` text NOT NULL,
	PRIMARY KEY(`connector_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `connectors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`state_since_ms` integer NOT NULL,
	`hold_reason` text,
	`state_by` text,
	`quiet_until_ms` integer,
	`quiet_reason` text,
	`cursor_seq` integer NOT NULL,
	`config_version` integer NOT NULL,
	`config` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`fill_after_seq` integer,
	`deleted_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_name` ON `connectors` (lower("name")) WHERE deleted_at_ms IS NULL;