import { faulty } from '../faults/seeded.ts';
import { numberAt, objectsAt, stringAt } from '../json.ts';
import type { VnfInstance } from '../lcm/instance.ts';
import { Problem } from '../problem.ts';
import type { ScaleLevels } from '../vnfd/vnfd.ts';
import { unprocessable } from '../world.ts';
import { currentFlavour, instantiatedPart, levelOf, resourcesAt, withinLimits } from './common.ts';
import type { LcmTask, TaskInput } from './task.ts';

/** SOL003 5.4.5 */
export const scale: LcmTask = {
  operation: 'SCALE',
  segment: 'scale',
  needs: 'INSTANTIATED',
  granted: true,
  check(input) {
    aspectKnown(input, stringAt(input.params, 'aspectId') ?? '');
    if ((numberAt(input.params, 'numberOfSteps') ?? 1) < 1)
      throw new Problem(
        faulty('scaling-by-nothing-is-500') ? 500 : unprocessable(input.world),
        'numberOfSteps is less than 1',
      );
  },
  aim(input) {
    const aspect = stringAt(input.params, 'aspectId') ?? '';
    const inwards = input.params['type'] === 'SCALE_IN' && !faulty('scale-in-scales-out');
    const by = (numberAt(input.params, 'numberOfSteps') ?? 1) + (faulty('scale-one-step-too-many') ? 1 : 0);
    const steps = by * (inwards ? -1 : 1);
    const { scale: levels } = instantiatedPart(input);
    return scaledTo(input, { ...levels, [aspect]: (levels[aspect] ?? 0) + steps });
  },
};

/** SOL003 5.4.6 */
export const scaleToLevel: LcmTask = {
  operation: 'SCALE_TO_LEVEL',
  segment: 'scale_to_level',
  needs: 'INSTANTIATED',
  granted: true,
  check(input) {
    if (stringAt(input.params, 'instantiationLevelId') !== undefined)
      levelOf(input.world, currentFlavour(input), input.params);
    for (const info of objectsAt(input.params, 'scaleInfo')) aspectKnown(input, stringAt(info, 'aspectId') ?? '');
  },
  aim(input) {
    if (stringAt(input.params, 'instantiationLevelId') !== undefined)
      return scaledTo(input, levelOf(input.world, currentFlavour(input), input.params).scale);
    const asked = objectsAt(input.params, 'scaleInfo').map(
      (info) => [stringAt(info, 'aspectId') ?? '', numberAt(info, 'scaleLevel') ?? 0] as const,
    );
    return scaledTo(input, { ...instantiatedPart(input).scale, ...Object.fromEntries(asked) });
  },
};

function aspectKnown(input: TaskInput, id: string): void {
  if (!currentFlavour(input).aspects.some((a) => a.id === id))
    throw new Problem(unprocessable(input.world), `the VNFD has no scaling aspect ${id}`);
}

function scaledTo(input: TaskInput, levels: ScaleLevels): VnfInstance {
  const flavour = currentFlavour(input);
  const vnf = instantiatedPart(input);
  const wanted = withinLimits(flavour, levels);
  return {
    ...input.instance,
    instantiated: { ...vnf, scale: wanted, ...resourcesAt(input.world, input.instance, flavour, wanted, vnf) },
  };
}
