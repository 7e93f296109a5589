CREATE TABLE `ended_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`until_ms` integer NOT NULL
);
