CREATE TABLE `job_items` (
	`job_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`key` text NOT NULL,
	`part` text NOT NULL,
	`result` text NOT NULL,
	`reason` text,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`job_id`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_items_key` ON `job_items` (`job_id`,`key`);--> statement-breakpoint
CREATE INDEX `job_items_result` ON `job_items` (`job_id`,`result`,`seq`);--> statement-breakpoint
CREATE INDEX `job_items_part` ON `job_items` (`job_id`,`part`,`result`,`seq`);--> statement-breakpoint
CREATE TABLE `job_lines` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`job_id` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`what` text NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `job_lines_job` ON `job_lines` (`job_id`,`seq`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`key` text,
	`input` text NOT NULL,
	`cursor` text NOT NULL,
	`results` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`started_at_ms` integer,
	`ended_at_ms` integer,
	`reason` text,
	`note` text,
	`failures` integer NOT NULL,
	`next_at_ms` integer,
	`owner` text,
	`lease_until_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`next_at_ms`) WHERE next_at_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_active` ON `jobs` (`id`) WHERE ended_at_ms IS NULL;