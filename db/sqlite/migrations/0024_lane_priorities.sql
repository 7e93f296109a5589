DROP INDEX `connector_lanes_due`;--> statement-breakpoint
ALTER TABLE `connector_lanes` ADD `prio` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `connector_lanes_due` ON `connector_lanes` (`connector_id`,`prio`,`due_ms`) WHERE due_ms IS NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `about` text;--> statement-breakpoint
CREATE INDEX `jobs_about` ON `jobs` (`about`,`id`) WHERE about IS NOT NULL;--> statement-breakpoint
ALTER TABLE `connectors` DROP COLUMN `fill_after_seq`;