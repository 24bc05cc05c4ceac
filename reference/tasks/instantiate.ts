import { faulty } from '../faults/seeded.ts';
import { stringAt } from '../json.ts';
import { NO_RESOURCES } from '../lcm/topology.ts';
import { Problem } from '../problem.ts';
import { vimByIdentifier } from '../represent/vim.ts';
import { connectivity, flavourNamed, levelOf, resourcesAt, withRequested, withinLimits } from './common.ts';
import type { LcmTask } from './task.ts';

/** SOL003 5.4.4 */
export const instantiate: LcmTask = {
  operation: 'INSTANTIATE',
  segment: 'instantiate',
  needs: 'NOT_INSTANTIATED',
  granted: true,
  check({ world, instance, params }) {
    levelOf(world, flavourNamed(world, instance.vnfd, stringAt(params, 'flavourId') ?? ''), params);
    if (faulty('vim-demanded-in-request') && params['vimConnectionInfo'] === undefined)
      throw new Problem(400, 'there is no VIM connection');
    if (faulty('values-of-instantiation-refused') && params['extensions'] !== undefined)
      throw new Problem(422, 'extensions come with the VNFD');
    const vims = Object.values(vimByIdentifier(params['vimConnectionInfo']));
    if (
      faulty('unknown-vim-is-404') &&
      vims.some((vim) => vim?.['vimId'] !== undefined && vim['accessInfo'] === undefined)
    )
      throw new Problem(404, 'there is no such VIM');
  },
  aim({ world, instance, params }) {
    const flavour = flavourNamed(world, instance.vnfd, stringAt(params, 'flavourId') ?? '');
    const scale = withinLimits(flavour, levelOf(world, flavour, params).scale);
    const next = withRequested({ instance, params });
    const none = { extVirtualLinks: [], extManagedVirtualLinks: [] };
    const links = connectivity(params, none, instance.vnfd.vnfdId);
    const language = stringAt(params, 'localizationLanguage');
    return {
      ...next,
      instantiated: {
        flavourId: flavour.id,
        vnfState: 'STARTED',
        scale,
        ...(language === undefined ? {} : { localizationLanguage: language }),
        ...links,
        ...resourcesAt(world, next, flavour, scale, { ...NO_RESOURCES, ...links }),
      },
    };
  },
};
