ALTER TABLE `connector_lanes` ADD `accepted` text;--> statement-breakpoint
ALTER TABLE `job_items` ADD `facts` text;