-- Four tables that every receipt moves become one, so that their rows lie side by side.
CREATE TABLE `figures` (
	`topic` text NOT NULL,
	`hour_ms` integer DEFAULT 0 NOT NULL,
	`type` text DEFAULT '' NOT NULL,
	`outcome` text DEFAULT '' NOT NULL,
	`stream_id` text DEFAULT '' NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`topic`, `hour_ms`, `type`, `outcome`, `stream_id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `figures` (`topic`, `value`) SELECT `name`, `value` FROM `counters`;
--> statement-breakpoint
INSERT INTO `figures` (`topic`, `type`, `outcome`, `stream_id`, `value`)
SELECT 'kind', `type`, `outcome`, `stream_id`, `count` FROM `event_kinds`;
--> statement-breakpoint
INSERT INTO `figures` (`topic`, `hour_ms`, `value`) SELECT `topic`, `hour_ms`, `count` FROM `hour_counts`;
--> statement-breakpoint
INSERT INTO `figures` (`topic`, `stream_id`, `value`)
SELECT 'newest', `stream_id`, `last_received_at_ms` FROM `stream_receipts`;
--> statement-breakpoint
DROP TABLE `counters`;
--> statement-breakpoint
DROP TABLE `event_kinds`;
--> statement-breakpoint
DROP TABLE `hour_counts`;
--> statement-breakpoint
DROP TABLE `stream_receipts`;
