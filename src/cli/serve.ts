import type { Command } from 'commander';
import type { Release } from '../model/release-model.ts';
import { between, examples, releases } from './options.ts';

interface ServeOptions {
  readonly port: number;
  readonly release?: readonly Release[];
  readonly profiles: string;
}

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the embedded orchestrator on loopback until Ctrl-C, and write its profiles')
    .option('--release <release>', 'serve as this release; may be repeated (default: all releases)', releases)
    .option('--port <port>', 'first port; each release uses two, its own and that of its NFVO', between(1, 65528), 9700)
    .option('--profiles <dir>', 'directory for the profiles', 'targets')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst serve --release 3.3.1', 'then, in another shell: nfv-tst run --target targets/embedded-3.3.1.yaml'],
        ['nfv-tst serve --port 8080', 'all releases, on 8080, 8082, 8084 and 8086'],
      ),
    )
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const [{ serveEmbedded }, { mustBeWritable }] = await Promise.all([
    import('./serve-embedded.ts'),
    import('./writable.ts'),
  ]);
  mustBeWritable(options.profiles, '--profiles');
  const served = await serveEmbedded(options.release, options.port, options.profiles);
  for (const { release, url, profile } of served.orchestrators) console.log(`${release}  ${url}  ${profile}`);
  console.log('Press Ctrl-C to stop.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await served.close();
}
