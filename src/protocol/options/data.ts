/** The options of a training that say how its texts are read. */
import { TASK_NAMES, tasks } from './names.ts';
import { option } from './option.ts';
import { oneOf, onOrOff, whole } from './ranges.ts';

export const documentKinds = ['lines', 'sentences', 'text'] as const;
export type Documents = (typeof documentKinds)[number];

export const dataOptions = {
  task: option({
    ...oneOf('auto', ...tasks),
    default: 'auto',
    en: "What is learned (notes 1.5); 'auto' looks at the data: labelled, tagged, pairs, vectors, else a language model.",
    zh: "学什么（笔记 1.5）；'auto' 由数据决定：有标签、有标记、成对、向量，否则为语言模型。",
    form: {
      ...{ group: 'data', en: 'Task', zh: '任务' },
      names: { auto: { en: 'as the file suggests', zh: '由文件内容决定' }, ...TASK_NAMES },
    },
  }),
  level: option({
    ...oneOf('auto', 'characters', 'words'),
    default: 'auto',
    en: "What a token is; 'auto': words where labelled texts are sentences, or both sides of translations; else characters. Chinese and Japanese are cut into words, too.",
    zh: "词元是字符还是词；'auto'：有标签的文本是句子，或翻译的两侧都是句子时为词，否则为字符。中文和日文也会分词。",
    form: {
      ...{ group: 'data', en: 'Tokens are', zh: '词元' },
      names: {
        auto: { en: 'as the task suggests', zh: '由任务决定' },
        characters: { en: 'characters', zh: '字符' },
        words: { en: 'words', zh: '词' },
      },
    },
  }),
  lowercase: option({
    ...onOrOff(),
    default: false,
    en: 'Whether all letters are read as lower-case letters.',
    zh: '是否把所有字母都读作小写字母。',
  }),
  unicode: option({
    ...oneOf('as-is', 'NFC', 'NFKC'),
    default: 'as-is',
    en: 'The Unicode normal form that texts are brought into before they are read.',
    zh: '读取之前把文本化为哪种 Unicode 规范形式；as-is 为原样。',
  }),
  vocabulary: option({
    ...whole(1, 1_000_000),
    default: 10_000,
    unit: { en: 'tokens', zh: '词元' },
    en: 'The most frequent tokens that are kept; the others become UNK (notes 1.2).',
    zh: '词汇表保留的最常见词元数；其余变为 UNK（笔记 1.2）。',
    form: { group: 'data', en: 'Vocabulary', zh: '词汇表大小' },
  }),
  documents: option({
    ...oneOf('auto', ...documentKinds),
    default: 'auto',
    en: "What ends with EOS: each line, such as a name, each sentence, or the whole text; 'auto' looks at the length of the lines.",
    zh: "EOS 结束什么：每一行（如一个名字）、每个句子，或整个文本；'auto' 由行的长度决定。",
    form: {
      ...{ group: 'data', en: 'EOS ends', zh: 'EOS 结束' },
      names: {
        auto: { en: 'as the text suggests', zh: '由文本决定' },
        lines: { en: 'each line', zh: '每一行' },
        sentences: { en: 'each sentence', zh: '每个句子' },
        text: { en: 'the whole text', zh: '整个文本' },
      },
    },
  }),
};
