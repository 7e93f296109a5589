ALTER TABLE `deliveries` ADD `payload_length` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `payload` text;