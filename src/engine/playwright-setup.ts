import { failureOf } from '../errors.ts';
import { serveVerdicts } from './server.ts';
import { SERVICE_KEY, SERVICE_URL } from './service.ts';
import { Session, setLiveSession } from './session.ts';
import { settingsFromEnvironment } from './settings.ts';
import { allSignalsAsInterrupt } from './signals.ts';

/** Starts the engines before the tests; what it returns ends them afterwards. */
export default async function setUp(): Promise<() => Promise<void>> {
  allSignalsAsInterrupt();
  const session = await Session.start(settingsFromEnvironment()).catch((error: unknown) => {
    process.send?.({ type: 'failure', failure: failureOf(error) });
    throw error;
  });
  setLiveSession(session);
  // Playwright hears it too, and ends the tests; those that wait for a verdict have it wait for them.
  process.once('SIGINT', () => session.stop());
  const service = await serveVerdicts((target, caseId, release) => session.verdicts(target, caseId, release));
  process.env[SERVICE_URL] = service.url;
  process.env[SERVICE_KEY] = service.key;
  return async () => {
    await service.close();
    const unshown = await session.finish();
    // Inconclusive tests are skipped, and skipped tests alone are no success. The command line says so itself.
    if (process.send === undefined && unshown.length > 0) throw new Error(unshown.join('\n'));
  };
}
