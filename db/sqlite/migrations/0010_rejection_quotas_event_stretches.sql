CREATE TABLE `event_stretches` (
	`first_seq` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
DROP INDEX `rejections_proven`;--> statement-breakpoint
CREATE INDEX `rejections_code` ON `rejections` (`code`,`seq`);--> statement-breakpoint
ALTER TABLE `rejections` DROP COLUMN `proven`;