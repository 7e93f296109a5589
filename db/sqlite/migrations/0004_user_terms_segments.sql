-- Segments that are merged now and then, instead of one tree in which the words of each user lie far apart.
-- A word is whatever stands between spaces: every visible ASCII character belongs to one, and so does every other by itself.
DROP TABLE `user_terms`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `user_terms` USING fts5(
	`terms`,
	content = '',
	contentless_delete = 1,
	detail = none,
	tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
);
--> statement-breakpoint
-- Each word of the index with each of its users, in order: what is read.
CREATE VIRTUAL TABLE `user_term_rows` USING fts5vocab(`user_terms`, instance);
--> statement-breakpoint
INSERT INTO `user_terms` (`rowid`, `terms`)
SELECT `seq`, (SELECT group_concat(`value`, ' ') FROM json_each(`users`.`terms`)) FROM `users` WHERE `terms` <> '[]';
--> statement-breakpoint
-- Words with white space or control characters in them (JSON escapes those) become several: worked out anew.
INSERT OR IGNORE INTO `user_term_work` (`user_seq`)
SELECT `seq` FROM `users` WHERE instr(`terms`, ' ') > 0 OR instr(`terms`, '\') > 0;
--> statement-breakpoint
-- Merging is done in small steps by term-index.ts, so that no receipt waits for a large one.
INSERT INTO `user_terms` (`user_terms`, `rank`) VALUES ('automerge', 0);
