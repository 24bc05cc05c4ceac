import { failureOf } from '../errors.ts';
import { hold } from './running.ts';
import { serveVerdicts } from './server.ts';
import { SERVICE_KEY, SERVICE_URL } from './service.ts';
import { Session, setLiveSession } from './session.ts';
import { settingsFromEnvironment } from './settings.ts';
import { allSignalsAsInterrupt } from './signals.ts';

/** Starts the engines before the tests; what it returns ends them afterwards. */
export default async function setUp(): Promise<() => Promise<void>> {
  allSignalsAsInterrupt();
  const { session, release } = await started().catch((error: unknown) => {
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
    const unshown = await session.finish().finally(release);
    // Inconclusive tests are skipped, and skipped tests alone are no success. The command line says so itself.
    if (process.send === undefined && unshown.length > 0) throw new Error(unshown.join('\n'));
  };
}

async function started(): Promise<{ readonly session: Session; readonly release: () => void }> {
  const settings = settingsFromEnvironment();
  const release = hold(settings.out);
  try {
    return { session: await Session.start(settings), release };
  } catch (error) {
    release();
    throw error;
  }
}
