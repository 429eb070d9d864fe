import type { engine as english } from '../en/engine.ts';
import { digits, gibibytes } from '../figures.ts';
import type { Translation } from '../message.ts';

const SMALLER = '请减少隐藏单元数或层数，缩小批或窗口，或缩小词汇表。';

export const engine: Translation<typeof english> = {
  'engine.example-empty': ({ example }) => `样本 ${example} 没有时间步；至少要有一个。`,
  'engine.reads-vectors': ({ width }) => `网络读取 ${width} 维向量；这些样本却是词元。`,
  'engine.reads-tokens': () => '网络读取词元；这些样本却是向量。',
  'engine.vector-not-finite': ({ number, value, ...place }) =>
    `${placeOf(place)}：向量的第 ${number} 个数是 ${value}。向量只能包含有限的 32 位浮点数：请改正，或去掉这个样本。`,
  'engine.target-not-finite': ({ value, ...place }) =>
    `${placeOf(place)}：目标必须是有限的 32 位浮点数；实际为 ${value}。`,
  'engine.target-out-of-range': ({ most, none, value, ...place }) =>
    `${placeOf(place)}：目标必须在 0 到 ${most} 之间，没有目标时为 ${none}；实际为 ${value}。`,
  'engine.nothing-to-train-on': () => '没有可训练的内容：训练部分是空的。',

  'engine.memory-too-large': ({ bytes }) => `网络需要 ${gibibytes(bytes)} 内存；最多只能使用 4 GiB。${SMALLER}`,
  'engine.memory-refused': ({ bytes }) => `这台机器没有 ${gibibytes(bytes)} 内存可供网络使用。${SMALLER}`,

  'engine.two-directions': () => '双向网络读取整个序列，不能逐个词元地读取。',
  'engine.foreign-state': () => '这个状态属于另一个网络。',
  'engine.overflow': () =>
    '网络读取输入时数值溢出：对这么长的文本来说，它的权重太大了。请缩短输入，或用更小的 learningRate 或 clip 重新训练。',

  'engine.validation-overflow': ({ loss, step, epoch }) =>
    `第 ${epoch} 轮第 ${step} 步之后，验证损失为 ${loss}：网络在验证集上数值溢出。` +
    '请检查验证集中是否有比训练数据长得多的序列，或大得多的数。' +
    '这样的验证不计入；在下一次有效的验证之前，保留最新的权重。',
  'engine.ended-early': ({ patience, counted, epoch, step }) =>
    `提前结束：连续 ${patience} ${counted === 'epoch' ? '轮' : '次验证'}，验证损失没有改善。` +
    `保留第 ${epoch} 轮${counted === 'epoch' ? '' : `第 ${step} 步之后`}的权重。`,
  'engine.diverged': ({ sentences }, say) => sentences.map(say).join(''),
  'engine.diverged-loss': ({ loss, ...at }) => diverged(at, `损失为 ${loss}`),
  'engine.diverged-gradient': ({ norm, ...at }) => diverged(at, `梯度的范数为 ${norm}`),
  'engine.diverged-far': ({ loss, times, guess, steps, ...at }) =>
    diverged(at, `损失为 ${digits(loss)} nats，已连续 ${steps} 步高于随机猜测的损失（${digits(guess)}）的 ${times} 倍`),
  'engine.gradient-was': ({ norm, step }) => `第 ${step} 步梯度的范数为 ${digits(norm)}。`,
  'engine.gradient-rose': ({ from, to }) =>
    `梯度的范数从第 ${from.step} 步的 ${digits(from.norm)} 增大到第 ${to.step} 步的 ${digits(to.norm)}。`,
  'engine.weights-rose': ({ name, since, from, step, to }) =>
    `权重 ${name} 的范数从${since === 0 ? '开始时' : `第 ${since} 步之后`}的 ${digits(from)} 增大到第 ${step} 步之后的 ${digits(to)}。`,
  'engine.kept-initial': () => '保留初始权重。',
  'engine.kept': ({ step, epoch }) => `保留第 ${epoch} 轮第 ${step} 步之后的权重。`,
  'engine.lower-rate': ({ learningRate, clip }) => {
    const clipping = clip === 0 ? '将 clip 设为 5（现在为 0，即不裁剪梯度）' : `减小 clip（现在为 ${digits(clip)}）`;
    return `请减小 learningRate（现在为 ${digits(learningRate)}），或${clipping}。`;
  },
  'engine.divide-targets': ({ largest }) => `请缩小要预测的数：最大的是 ${digits(largest)}。`,
  'engine.divide-inputs': ({ largest }) => `请缩小输入的数：最大的是 ${digits(largest)}。`,

  'engine.file-too-short': ({ bytes, prefix }) =>
    `文件只有 ${bytes} 字节；safetensors 文件以 ${prefix} 字节的文件头长度开头。`,
  'engine.file-header-cut': ({ length, left }) =>
    `文件头应有 ${length} 字节，但后面只有 ${left} 字节：不是 safetensors 文件，或文件不完整。`,
  'engine.file-header-too-long': ({ length, most }) => `其文件头有 ${length} 字节；最多读取 ${most} 字节。`,
  'engine.file-foreign': () => '它不是 Unroll 的模型。',
  'engine.file-header-no-object': () => '文件头不是以 { 开头的 JSON 对象。',
  'engine.file-header-no-json': () => '文件头不是 UTF-8 编码的 JSON。',
  'engine.file-metadata-no-object': ({ key }) => `${key} 不是 JSON 对象。`,
  'engine.file-metadata-no-string': ({ key, entry, json }) => `${key} 中的值必须都是字符串；${entry} 却是 ${json}。`,
  'engine.file-hole': ({ bytes, name }) => `张量 ${name} 之前有 ${bytes} 字节的空缺。`,
  'engine.file-overlap': ({ bytes, name }) => `张量 ${name} 与前一个张量重叠 ${bytes} 字节。`,
  'engine.file-cut-off': ({ bytes }) => `文件不完整：张量数据缺少 ${bytes} 字节。`,
  'engine.file-too-long': ({ bytes }) => `最后一个张量之后还有 ${bytes} 字节。`,
  'engine.tensor-undescribed': ({ name }) => `张量 ${name} 没有描述。`,
  'engine.tensor-type': ({ name, json }) => `张量 ${name} 的类型为 ${json}；只能读取 "F32"。`,
  'engine.tensor-shape': ({ name, json }) => `张量 ${name} 的形状为 ${json}，不是由非负整数组成的列表。`,
  'engine.tensor-offsets': ({ name, json }) => `张量 ${name} 的偏移量为 ${json}，不是两个非负整数。`,
  'engine.tensor-size': ({ name, bytes, shape, needed }) =>
    `张量 ${name} 有 ${bytes} 字节；它的形状 ${list(shape)} 需要 ${needed} 字节。`,

  'engine.tensors-unfit': ({ faults }, say) => `张量与网络不符：${faults.map(say).join('；')}。`,
  'engine.tensor-missing': ({ name }) => `缺少 ${name}`,
  'engine.tensor-foreign': ({ name }) => `${name} 不属于这个网络`,
  'engine.tensor-reshaped': ({ name, shape, expected }) => `${name} 的形状为 ${list(shape)}，应为 ${list(expected)}`,
  'engine.tensor-not-finite': ({ name, value }) => `${name} 含有 ${value}`,
};

function placeOf({ example, step }: { example: number; step?: number }): string {
  return step === undefined ? `样本 ${example}` : `样本 ${example} 的第 ${step} 步`;
}

function diverged({ step, epoch }: { step: number; epoch: number }, what: string): string {
  return `训练在第 ${epoch} 轮第 ${step} 步发散：${what}。`;
}

function list(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
