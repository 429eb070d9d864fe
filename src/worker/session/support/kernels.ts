/** The kernels of this session, chosen once for each setting and told to every thread and model that computes. */
import type { CreateKernels } from '../../../kernels/kernels.ts';
import type { Message } from '../../../messages/message.ts';
import { type ChosenKernels, chooseKernels, kernelsOf } from '../../kernels.ts';
import type { Host } from './host.ts';
import { inSlices } from './slices.ts';

export class SessionKernels {
  readonly #chosen = new Map<string, Promise<ChosenKernels>>();
  readonly #told = new Set<string>();

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
    chosen.catch(() => this.#chosen.delete(setting)); // the next training tries again, and says why it failed
    return chosen;
  }

  /** What is to be told about them, once. */
  noticeOf({ notice }: ChosenKernels): Message | undefined {
    if (notice === undefined || this.#told.has(notice.code)) return undefined;
    this.#told.add(notice.code);
    return notice;
  }

  async create(): Promise<CreateKernels> {
    return kernelsOf(await this.choose());
  }
}
