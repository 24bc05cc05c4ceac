import { serveVerdicts, SERVICE_KEY, SERVICE_URL } from './server.ts';
import { Session, setLiveSession } from './session.ts';
import { settingsFromEnvironment } from './settings.ts';

/** Starts the engines before the tests; what it returns ends them afterwards. */
export default async function setUp(): Promise<() => Promise<void>> {
  const session = await Session.start(settingsFromEnvironment());
  setLiveSession(session);
  const service = await serveVerdicts((target, caseId, release) => session.verdict(target, caseId, release));
  process.env[SERVICE_URL] = service.url;
  process.env[SERVICE_KEY] = service.key;
  return async () => {
    await service.close();
    await session.finish();
  };
}
