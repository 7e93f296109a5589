CREATE TABLE `feed` (
	`id` integer PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`cursor` text,
	`covered_from_ms` integer,
	`read_through_ms` integer,
	`read_at_ms` integer,
	`tried_at_ms` integer,
	`wanted_at_ms` integer,
	`trouble_kind` text,
	`trouble_text` text,
	`trouble_since_ms` integer,
	`matched_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `feed_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`type` text NOT NULL,
	`time_ms` integer NOT NULL,
	`is_emitted` integer NOT NULL,
	`is_received` integer NOT NULL,
	`stream_id` text NOT NULL,
	`subject_id` text,
	`subject_label` text,
	`body` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_events_id` ON `feed_events` (`event_id`);--> statement-breakpoint
CREATE INDEX `feed_events_emitted` ON `feed_events` (`type`,`time_ms`) WHERE is_emitted = 1;--> statement-breakpoint
CREATE INDEX `feed_events_open` ON `feed_events` (`time_ms`,`seq`,`type`,`event_id`) WHERE is_emitted = 1 AND is_received = 0;--> statement-breakpoint
CREATE INDEX `feed_events_untold` ON `feed_events` (`stream_id`,`time_ms`,`seq`) WHERE is_emitted = 0;--> statement-breakpoint
CREATE TABLE `feed_holes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`from_ms` integer NOT NULL,
	`to_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_ignores` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stream_id` text NOT NULL,
	`combination` text NOT NULL,
	`from_ms` integer NOT NULL,
	`to_ms` integer NOT NULL,
	`note` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ledger_ignores_stream` ON `ledger_ignores` (`stream_id`,`combination`,`from_ms`);--> statement-breakpoint
ALTER TABLE `stream_changes` ADD `subscriptions` text;