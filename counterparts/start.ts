import type { InboundRecorder, NfvoControl, Sink, SinkOptions, VimControl } from './control.ts';
import { type NfvoServer, type NfvoSettings, startNfvo } from './nfvo.ts';
import type { PackageChoice } from './package.ts';
import { type SinkServerSettings, startSinks } from './sinks.ts';
import { startVim, type VimServer, type VimSettings } from './vim.ts';

export interface CounterpartSettings {
  readonly sink: Omit<SinkServerSettings, 'recorder'>;
  readonly nfvo?: NfvoSettings;
  readonly vim?: VimSettings;
  /** VNFD ids and names that the profile uses; the NFVO serves packages that fit. */
  readonly package: PackageChoice;
  readonly recorder: InboundRecorder;
}

/** What the harness plays for one target. */
export interface Counterparts {
  sink(options: SinkOptions & { readonly run: string }): Promise<Sink>;
  readonly nfvo?: NfvoControl;
  readonly vim?: VimControl;
  close(): Promise<void>;
}

/** Opens every port that the settings name. Rejects with the error of listen, nothing left open. */
export async function startCounterparts(settings: CounterpartSettings): Promise<Counterparts> {
  const { recorder } = settings;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(server: T): T => {
    opened.push(server);
    return server;
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((server) => server.close()));
  };
  try {
    const sinks = keep(await startSinks({ ...settings.sink, recorder }));
    const nfvo: NfvoServer | undefined =
      settings.nfvo && keep(await startNfvo({ ...settings.nfvo, package: settings.package, recorder }));
    const vim: VimServer | undefined = settings.vim && keep(await startVim({ ...settings.vim, recorder }));
    return {
      sink: (options) => sinks.sink(options),
      ...(nfvo === undefined ? {} : { nfvo }),
      ...(vim === undefined ? {} : { vim }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
