/** Which room may import which (ARCHITECTURE.md, "Arrows"). */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^(src|suites|fixtures|reporters|counterparts|reference|lab|tests)/',
    pathNot: `${allowed}|^src/errors\\.ts$`,
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('model-knows-nothing', '^src/model/', '^src/model/', 'the model is the ground'),
    only('exchange-knows-model', '^src/exchange/', '^src/(model|exchange)/', 'records know the model only'),
    only('judge-is-pure', '^src/judge/', '^src/(model|exchange|judge)/', 'no wire, no counterpart, no reporter'),
    only(
      'checks-never-the-wire',
      '^suites/checks/',
      '^(src/(model|exchange|judge)|suites/checks)/',
      'checks know the judge and never the wire',
    ),
    only(
      'cases-join',
      '^suites/cases/',
      '^(src/(model|exchange|judge)|suites/(cases|checks))/',
      'a case names procedures, it does not import them',
    ),
    only(
      'procedures-never-the-judge',
      '^suites/procedures/',
      '^(src/(model|exchange|drive|target)/|counterparts/control\\.ts$|suites/procedures/)',
      'procedures drive and assert nothing',
    ),
    only(
      'counterparts-apart',
      '^counterparts/',
      '^(src/(model|exchange)|counterparts)/',
      'counterparts record, they do not judge',
    ),
    only(
      'reference-apart',
      '^reference/',
      '^(src/model|reference)/',
      'the reference orchestrator shares only the model',
    ),
    only(
      'reporters-read',
      '^reporters/',
      '^(src/(model|exchange|judge)|reporters)/',
      'reporters read verdicts and exchanges',
    ),
    {
      name: 'nobody-imports-reference',
      severity: 'error',
      from: {
        path: '^(src|suites|fixtures|reporters|counterparts|lab)/',
        pathNot: '^src/(cli|qualify)/|^src/engine/embedded\\.ts$|\\.test\\.ts$',
      },
      to: { path: '^reference/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
