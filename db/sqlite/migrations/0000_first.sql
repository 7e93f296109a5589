CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at_ms` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stream_id` text NOT NULL,
	`event_id` text NOT NULL,
	`event_type` text NOT NULL,
	`subject_id` text,
	`subject_label` text,
	`event_time_ms` integer,
	`first_failed_at_ms` integer,
	`last_attempt_at_ms` integer,
	`attempt_count` integer NOT NULL,
	`marker_count` integer NOT NULL,
	`attempts` text NOT NULL,
	`cause_key` text NOT NULL,
	`error_message` text,
	`state` text NOT NULL,
	`state_since_ms` integer NOT NULL,
	`asked_at_ms` integer,
	`asked_by` text,
	`marker_count_at_ask` integer DEFAULT 0 NOT NULL,
	`attempt_count_at_ask` integer DEFAULT 0 NOT NULL,
	`before_ask` text,
	`sign_at_ms` integer,
	`next_look_at_ms` integer,
	`failed_again_count` integer DEFAULT 0 NOT NULL,
	`recovered_at_ms` integer,
	`listed` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_stream_event` ON `deliveries` (`stream_id`,`event_id`);--> statement-breakpoint
CREATE INDEX `deliveries_event` ON `deliveries` (`event_id`);--> statement-breakpoint
CREATE INDEX `deliveries_state` ON `deliveries` (`state`,`seq`);--> statement-breakpoint
CREATE INDEX `deliveries_state_since` ON `deliveries` (`state`,`state_since_ms`);--> statement-breakpoint
CREATE TABLE `delivery_polls` (
	`stream_id` text PRIMARY KEY NOT NULL,
	`checked_at_ms` integer,
	`failed_at_ms` integer,
	`failure` text,
	`capped` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `event_kinds` (
	`type` text NOT NULL,
	`outcome` text NOT NULL,
	`stream_id` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`type`, `outcome`, `stream_id`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`time_ms` integer,
	`received_at_ms` integer NOT NULL,
	`stream_id` text NOT NULL,
	`subject_id` text,
	`subject_label` text,
	`outcome` text NOT NULL,
	`outcome_reason` text,
	`row_changed` integer NOT NULL,
	`receipt_count` integer NOT NULL,
	`conflict_count` integer NOT NULL,
	`source` text,
	`tenant` text,
	`key_time_ms` integer NOT NULL,
	`key_rank` integer NOT NULL,
	`key_updated_ms` integer NOT NULL,
	`changes` text NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_kind` ON `events` (`type`,`outcome`,`stream_id`,`seq`,`received_at_ms`);--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject_id`,`seq`) WHERE subject_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `events_timeline` ON `events` (`subject_id`,`key_time_ms`,`key_rank`,`key_updated_ms`) WHERE subject_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `events_received` ON `events` (`received_at_ms`);--> statement-breakpoint
CREATE TABLE `hour_counts` (
	`topic` text NOT NULL,
	`hour_ms` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`topic`, `hour_ms`)
);
--> statement-breakpoint
CREATE TABLE `receipts` (
	`seq` integer PRIMARY KEY NOT NULL,
	`event_seq` integer NOT NULL,
	`received_at_ms` integer NOT NULL,
	`result` text NOT NULL,
	`stream_id` text NOT NULL,
	`envelope` text NOT NULL,
	`credential_kind` text NOT NULL,
	`credential_index` integer NOT NULL,
	`remote_address` text,
	`headers` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`took_ms` integer NOT NULL,
	`body` blob,
	FOREIGN KEY (`event_seq`) REFERENCES `events`(`seq`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `receipts_event` ON `receipts` (`event_seq`);--> statement-breakpoint
CREATE TABLE `rejections` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`received_at_ms` integer NOT NULL,
	`status` integer NOT NULL,
	`reason` text NOT NULL,
	`remote_address` text,
	`user_agent` text,
	`bytes` integer NOT NULL,
	`body` blob
);
--> statement-breakpoint
CREATE TABLE `stream_receipts` (
	`stream_id` text PRIMARY KEY NOT NULL,
	`last_received_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `test_events` (
	`id` text PRIMARY KEY NOT NULL,
	`sent_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user_terms` (
	`term` text NOT NULL,
	`user_seq` integer NOT NULL,
	PRIMARY KEY(`term`, `user_seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `users` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`email` text,
	`email_verified` integer,
	`name` text,
	`nickname` text,
	`connections` text NOT NULL,
	`blocked` integer NOT NULL,
	`logins_count` integer,
	`last_login` text,
	`created_at` text,
	`updated_at` text,
	`deleted_at_ms` integer,
	`version` integer NOT NULL,
	`last_event_id` text NOT NULL,
	`last_event_at_ms` integer NOT NULL,
	`created_at_ms` integer,
	`newest_time_ms` integer NOT NULL,
	`newest_rank` integer NOT NULL,
	`newest_updated_ms` integer NOT NULL,
	`newest_id` text NOT NULL,
	`terms` text NOT NULL,
	`profile` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_user_id` ON `users` (`user_id`);--> statement-breakpoint
CREATE INDEX `users_live` ON `users` (`seq`) WHERE deleted_at_ms IS NULL;--> statement-breakpoint
CREATE INDEX `users_deleted` ON `users` (`seq`) WHERE deleted_at_ms IS NOT NULL;