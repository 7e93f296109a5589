CREATE TABLE `stream_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stream_id` text NOT NULL,
	`kind` text NOT NULL,
	`at_ms` integer NOT NULL,
	`since_ms` integer,
	`status` text NOT NULL,
	`before` text,
	`settings` text NOT NULL,
	`by` text
);
--> statement-breakpoint
CREATE INDEX `stream_changes_stream` ON `stream_changes` (`stream_id`,`seq`);--> statement-breakpoint
CREATE TABLE `stream_sights` (
	`stream_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`settings` text NOT NULL
);
