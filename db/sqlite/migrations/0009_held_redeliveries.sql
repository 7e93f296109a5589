ALTER TABLE `deliveries` ADD `receipt_seq_at_ask` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `send_after_ms` integer;--> statement-breakpoint
-- What arrives from now on came after every request that is still open.
UPDATE `deliveries` SET `receipt_seq_at_ask` = (SELECT coalesce(max(`seq`), 0) FROM `receipts`) WHERE `asked_at_ms` IS NOT NULL;
