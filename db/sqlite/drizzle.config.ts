import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --config db/sqlite/drizzle.config.ts` writes the next migration from the schemas. */
export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './db/sqlite/schema.ts',
    './db/sqlite/schema-jobs.ts',
    './db/sqlite/schema-streams.ts',
    './db/sqlite/schema-heartbeat.ts',
  ],
  out: './db/sqlite/migrations',
});
