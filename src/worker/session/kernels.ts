/** The kernels of this session, chosen once for each setting and told to every thread and model that computes. */
import type { CreateKernels } from '../../kernels/kernels.ts';
import { type ChosenKernels, chooseKernels, kernelsOf } from '../kernels.ts';
import type { Host } from './host.ts';
import { inSlices } from './slices.ts';

export class SessionKernels {
  readonly #chosen = new Map<string, Promise<ChosenKernels>>();

  constructor(
    private readonly host: Host,
    private readonly folder: string,
  ) {}

  /** Those of the setting as it is now. */
  async choose(): Promise<ChosenKernels> {
    const setting = await this.host.kernelSetting();
    const known = this.#chosen.get(setting);
    if (known) return known;
    const chosen = inSlices(chooseKernels(this.folder, setting)).then((result) => result ?? { name: 'plain' as const });
    this.#chosen.set(setting, chosen);
    return chosen;
  }

  async create(): Promise<CreateKernels> {
    return kernelsOf(await this.choose());
  }
}
