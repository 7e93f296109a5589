CREATE TABLE `alert_lines` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`alert_id` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`what` text NOT NULL,
	`text` text NOT NULL,
	`by` text
);
--> statement-breakpoint
CREATE INDEX `alert_lines_alert` ON `alert_lines` (`alert_id`,`seq`);--> statement-breakpoint
CREATE TABLE `alert_notices` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`alert_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`what` text NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`level` integer,
	`at_ms` integer NOT NULL,
	`tries` integer NOT NULL,
	`next_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `alert_notices_due` ON `alert_notices` (`next_at_ms`,`seq`);--> statement-breakpoint
CREATE INDEX `alert_notices_target` ON `alert_notices` (`target_id`);--> statement-breakpoint
CREATE TABLE `alert_rules` (
	`rule` text PRIMARY KEY NOT NULL,
	`is_on` integer NOT NULL,
	`targets` text,
	`changed_at_ms` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `alert_targets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`hint` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`sent_at_ms` integer,
	`failure` text
);
--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`rule` text NOT NULL,
	`topic` text NOT NULL,
	`tone` text NOT NULL,
	`state` text NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`act_label` text NOT NULL,
	`act_href` text NOT NULL,
	`level` integer,
	`stream_id` text,
	`opened_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL,
	`closed_at_ms` integer,
	`missing_since_ms` integer,
	`until_ms` integer,
	`until_level` integer,
	`by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open_key` ON `alerts` (`key`) WHERE closed_at_ms IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_state` ON `alerts` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `alerts_rule` ON `alerts` (`rule`,`state`,`id`);