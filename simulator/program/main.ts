import { optionsFromEnv } from './options.ts';
import { startSimulator } from './start.ts';

try {
  const simulator = await startSimulator(optionsFromEnv(process.env));
  const quit = () => void simulator.stop().then(() => process.exit(0));
  process.once('SIGTERM', quit);
  process.once('SIGINT', quit);
  console.log(`simulator ready ${simulator.url}`);
  if (simulator.secure) {
    console.log(`simulator ready ${simulator.secure.url}, trusted with NODE_EXTRA_CA_CERTS=${simulator.secure.caFile}`);
  }
} catch (error) {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
