import nextEnv from '@next/env';

// Imported before everything else by `server.ts`: some modules read their setting (LOG_LEVEL) when they are loaded.
Object.assign(process.env, { NODE_ENV: 'production' });
nextEnv.loadEnvConfig(process.cwd(), false);
