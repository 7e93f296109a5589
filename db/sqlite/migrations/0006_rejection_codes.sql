-- A new table, so that the wide body stays last; the code of old rows is told by their status and sentence.
CREATE TABLE `rejections_next` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`received_at_ms` integer NOT NULL,
	`status` integer NOT NULL,
	`code` text NOT NULL,
	`proven` integer NOT NULL,
	`reason` text NOT NULL,
	`path` text,
	`remote_address` text,
	`user_agent` text,
	`bytes` integer NOT NULL,
	`body` blob
);
--> statement-breakpoint
INSERT INTO `rejections_next` (`seq`, `received_at_ms`, `status`, `code`, `proven`, `reason`, `remote_address`, `user_agent`, `bytes`, `body`)
SELECT `seq`, `received_at_ms`, `status`,
	CASE
		WHEN `status` = 400 THEN 'malformed'
		WHEN `status` = 413 THEN 'too_large'
		WHEN `status` = 415 THEN 'unsupported_encoding'
		WHEN `reason` = 'No credential was presented' THEN 'no_credential'
		WHEN `reason` LIKE 'Two credentials%' THEN 'ambiguous_credential'
		ELSE 'wrong_credential'
	END,
	`status` <> 401, `reason`, `remote_address`, `user_agent`, `bytes`, `body`
FROM `rejections`;
--> statement-breakpoint
DROP TABLE `rejections`;
--> statement-breakpoint
ALTER TABLE `rejections_next` RENAME TO `rejections`;
--> statement-breakpoint
CREATE INDEX `rejections_proven` ON `rejections` (`proven`,`seq`);
