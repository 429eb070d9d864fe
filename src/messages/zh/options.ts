import type { options as english } from '../en/options.ts';
import type { Translation } from '../message.ts';

export const options: Translation<typeof english> = {
  allowedWhole: ({ low, high }) => `${low} 到 ${high} 的整数`,
  allowedWholeOrAuto: ({ low, high }) => `${low} 到 ${high} 的整数或 'auto'`,
  allowedWholeOrZero: ({ low, high }) => `0 或 ${low} 到 ${high} 的整数`,
  allowedNumber: ({ low, high, openLow, openHigh }) => {
    if (openLow) return `大于 ${low} 且${openHigh ? '小于' : '不超过'} ${high} 的数`;
    return openHigh ? `不小于 ${low} 且小于 ${high} 的数` : `${low} 到 ${high} 的数`;
  },
  allowedNames: ({ names }) => `${quoted(names)} 之一`,
  allowedSwitch: () => 'true 或 false',
  allowedText: () => '文本',
  allowedTextOrFalse: () => '至少一个字符的文本或 false',
  allowedLabel: () => '模型的一个标签',
  allowedState: () => 'rnn.state 给出的状态',
  givenFunction: () => '一个函数',
  givenArray: () => '一个数组',
  givenPromise: () => '一个 Promise（请先用 await 等待）',
  givenObject: () => '一个对象',
  givenInstance: ({ name }) => `类 ${name} 的一个对象`,
  optionsNoObject: ({ first, given }, say) =>
    `选项必须是一个对象，例如 { ${first}: … }；给出的是${spaced(say(given))}。`,
  optionNotAllowed: ({ option, allowed, given, meant }, say) =>
    `${option} 必须是${spaced(say(allowed))}；给出的是${spaced(say(given))}。${meant === undefined ? '' : `你想写的是 '${meant}' 吗？`}`,
  optionUnknown: ({ option, call, meant }) => {
    const guess = meant === undefined ? '' : `你想写的是 ${meant} 吗？`;
    return `没有选项 ${option}。${call ? `它是${call === 'training' ? '训练' : '采样'}的选项。` : guess}`;
  },
  optionsKnown: ({ names }) => `可用的选项有 ${names.join('、')}。`,
  optionIdle: ({ option, owner, choice, chosen }) =>
    `${option} 仅用于 ${owner} '${choice}'；当前的 ${owner} 是 '${chosen}'。请去掉 ${option}，或选择 ${owner} '${choice}'。`,
  optionFaults: ({ faults }, say) => faults.map(say).join('\n'),
  directionsOfWriting: ({ given }) =>
    `用来写文本的网络，directions 必须是 1：若从末尾读起，它会看到所要预测的内容；给出的是 ${given}。`,
  taskDoesNotWrite: ({ task }) => `任务为 ${task} 的模型不写文本；请使用 rnn.predict。`,
  labelOfGeneration: () => 'label 仅用于任务为 generation 的模型；这是语言模型。请去掉 label。',
  labelUnknown: ({ labels, given }) =>
    `label 必须是 ${quoted(labels)} 之一；${given === undefined ? '没有给出' : `给出的是 '${given}'`}。`,
  optionOfTranslations: ({ option, task }) =>
    `${option} 仅用于翻译；这个模型的任务是 ${task}，不写文本。请去掉 ${option}。`,
};

/** Between Chinese and other characters stands a blank. */
function spaced(words: string): string {
  return /^\p{Script=Han}/u.test(words) ? words : ` ${words}`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join('、');
}
