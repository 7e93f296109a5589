-- A new table, so that the wide profile stays last. The columns are read from the profile; a field that is no text is absent.
CREATE TABLE `users_next` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`email` text,
	`email_verified` integer,
	`name` text,
	`nickname` text,
	`phone_number` text,
	`username` text,
	`given_name` text,
	`family_name` text,
	`label` text NOT NULL,
	`former` text NOT NULL,
	`connections` text NOT NULL,
	`blocked` integer NOT NULL,
	`logins_count` integer,
	`last_login` text,
	`created_at` text,
	`updated_at` text,
	`deleted_at_ms` integer,
	`version` integer NOT NULL,
	`last_event_id` text NOT NULL,
	`last_event_at_ms` integer NOT NULL,
	`created_at_ms` integer,
	`newest_time_ms` integer NOT NULL,
	`newest_rank` integer NOT NULL,
	`newest_updated_ms` integer NOT NULL,
	`newest_id` text NOT NULL,
	`terms` text NOT NULL,
	`profile` text NOT NULL
);
--> statement-breakpoint
WITH `named` AS (
	SELECT *,
		CASE WHEN json_type(`profile`, '$.phone_number') = 'text' THEN nullif(substr(`profile` ->> '$.phone_number', 1, 1024), '') END `phone_number`,
		CASE WHEN json_type(`profile`, '$.username') = 'text' THEN nullif(substr(`profile` ->> '$.username', 1, 1024), '') END `username`,
		CASE WHEN json_type(`profile`, '$.given_name') = 'text' THEN nullif(substr(`profile` ->> '$.given_name', 1, 1024), '') END `given_name`,
		CASE WHEN json_type(`profile`, '$.family_name') = 'text' THEN nullif(substr(`profile` ->> '$.family_name', 1, 1024), '') END `family_name`
	FROM `users`
)
INSERT INTO `users_next`
SELECT `seq`, `user_id`, `email`, `email_verified`, `name`, `nickname`, `phone_number`, `username`, `given_name`, `family_name`,
	-- The rule of lib/people/who.ts.
	coalesce(
		CASE WHEN trim(`name`) <> '' AND lower(`name`) NOT IN (lower(coalesce(`email`, '')), lower(coalesce(`phone_number`, '')), lower(coalesce(`username`, ''))) THEN `name` END,
		nullif(trim(coalesce(`given_name`, '') || ' ' || coalesce(`family_name`, '')), ''),
		`email`, `phone_number`, `username`, `nickname`, `user_id`
	),
	'[]', `connections`, `blocked`, `logins_count`, `last_login`, `created_at`, `updated_at`, `deleted_at_ms`, `version`,
	`last_event_id`, `last_event_at_ms`, `created_at_ms`, `newest_time_ms`, `newest_rank`, `newest_updated_ms`, `newest_id`,
	`terms`, `profile`
FROM `named`;
--> statement-breakpoint
-- Former names come from the changes that events made in this life of the user: see lib/users/former-names.ts.
UPDATE `users_next` SET `former` = (
	SELECT json_group_array(`value`) FROM (
		SELECT `value` FROM (
			SELECT substr(`change`.`value` ->> '$.before', 1, 320) `value`, `key_time_ms`
			FROM `events` INDEXED BY `events_timeline`, json_each(`events`.`changes`) `change`
			WHERE `events`.`subject_id` = `users_next`.`user_id`
				AND `key_time_ms` >= coalesce(`users_next`.`created_at_ms`, -9007199254740991)
				AND `events`.`changes` <> '[]'
				AND `change`.`value` ->> '$.field' IN ('email', 'name', 'username', 'phone_number')
				AND json_type(`change`.`value`, '$.before') = 'text'
				AND `change`.`value` ->> '$.before' <> ''
		)
		WHERE `value` IS NOT `email` AND `value` IS NOT `name` AND `value` IS NOT `username` AND `value` IS NOT `phone_number`
		GROUP BY `value` ORDER BY max(`key_time_ms`) DESC LIMIT 16
	)
)
WHERE `version` > 1;
--> statement-breakpoint
-- A number once given never comes back, also when its row is gone.
DELETE FROM `sqlite_sequence` WHERE `name` = 'users_next';
--> statement-breakpoint
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT 'users_next', `seq` FROM `sqlite_sequence` WHERE `name` = 'users';
--> statement-breakpoint
DROP TABLE `users`;
--> statement-breakpoint
ALTER TABLE `users_next` RENAME TO `users`;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_user_id` ON `users` (`user_id`);
--> statement-breakpoint
CREATE INDEX `users_live` ON `users` (`seq`) WHERE deleted_at_ms IS NULL;
--> statement-breakpoint
CREATE INDEX `users_deleted` ON `users` (`seq`) WHERE deleted_at_ms IS NOT NULL;
--> statement-breakpoint
-- Search words are folded from now on, and there are more of them: all are worked out anew, behind the ingest path.
INSERT OR IGNORE INTO `user_term_work` (`user_seq`) SELECT `seq` FROM `users`;
