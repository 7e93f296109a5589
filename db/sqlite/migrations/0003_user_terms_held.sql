-- The words of a user are those that the index holds; they were those that it should hold, and the list had the former.
UPDATE `users` SET `terms` = (SELECT `indexed` FROM `user_term_work` WHERE `user_seq` = `seq`)
WHERE `seq` IN (SELECT `user_seq` FROM `user_term_work`);--> statement-breakpoint
ALTER TABLE `user_term_work` DROP COLUMN `indexed`;
