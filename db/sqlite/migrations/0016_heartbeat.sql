CREATE TABLE `heartbeat` (
	`id` integer PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outages` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`from_ms` integer NOT NULL,
	`until_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outages_until` ON `outages` (`until_ms`);