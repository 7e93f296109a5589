CREATE TABLE `user_term_work` (
	`user_seq` integer PRIMARY KEY NOT NULL,
	`indexed` text NOT NULL
);
