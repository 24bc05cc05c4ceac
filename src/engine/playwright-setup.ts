import { failureOf } from '../errors.ts';
import { serveVerdicts } from './server.ts';
import { SERVICE_KEY, SERVICE_URL } from './service.ts';
import { Session, setLiveSession } from './session.ts';
import { settingsFromEnvironment } from './settings.ts';

/** Starts the engines before the tests; what it returns ends them afterwards. */
export default async function setUp(): Promise<() => Promise<void>> {
  const session = await Session.start(settingsFromEnvironment()).catch((error: unknown) => {
    process.send?.({ type: 'failure', failure: failureOf(error) });
    throw error;
  });
  setLiveSession(session);
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
