DROP INDEX `alert_notices_target`;--> statement-breakpoint
CREATE INDEX `alert_notices_order` ON `alert_notices` (`target_id`,`alert_id`,`seq`);