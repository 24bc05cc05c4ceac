import { HarnessError, messageOf, UserError } from '../errors.ts';
import type { StartFailure } from './run.ts';
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
    await session.finish();
  };
}

function failureOf(error: unknown): StartFailure {
  if (isListenError(error)) {
    const at = `${error.address ?? '?'}:${error.port ?? '?'}`;
    return {
      user: true,
      message: `the harness cannot listen on ${at} (${error.code ?? error.message})`,
      wayOut:
        'Is another run in progress? If not, change callback or counterparts in the profile, and the settings of the target.',
    };
  }
  const known = error instanceof UserError || error instanceof HarnessError;
  return {
    user: error instanceof UserError,
    message: messageOf(error),
    ...(known && error.wayOut !== undefined ? { wayOut: error.wayOut } : {}),
  };
}

function isListenError(error: unknown): error is NodeJS.ErrnoException & { address?: string; port?: number } {
  return error instanceof Error && 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'bind');
}
