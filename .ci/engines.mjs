// Every dependency has to run on the oldest Node.js that package.json promises, not only on the one that is installed here, which is all
// that `npm ci --engine-strict` looks at. `node .ci/engines.mjs [FOLDER]`: the folder of package.json and package-lock.json. Exit code 1: some
// do not; 3: there is nothing to compare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';

const folder = process.argv[2] ?? '.';

function read(name) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

const promised = read('package.json').engines?.node;
const least = promised === undefined ? null : semver.minVersion(promised);
const packages = Object.entries(read('package-lock.json').packages ?? {}).filter(([path]) => path !== '');
if (least === null || packages.length === 0) {
  process.stderr.write('package.json promises no Node.js (engines.node), or package-lock.json lists no packages\n');
  process.exit(3);
}

// A range that nobody can read promises nothing.
const tooNew = packages.filter(
  ([, { engines }]) => engines?.node !== undefined && !semver.satisfies(least, engines.node),
);
for (const [path, { version, engines }] of tooNew)
  process.stderr.write(`${path} ${version} asks for Node.js ${engines.node}; package.json promises ${promised}\n`);
process.stdout.write(
  `${packages.length - tooNew.length} of ${packages.length} packages allow Node.js ${least.version}\n`,
);
process.exit(tooNew.length === 0 ? 0 : 1);
