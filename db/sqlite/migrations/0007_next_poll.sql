ALTER TABLE `deliveries` RENAME COLUMN `next_look_at_ms` TO `next_poll_at_ms`;
