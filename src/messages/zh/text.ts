import type { Answer, Documents, text as english } from '../en/text.ts';
import type { Translation } from '../message.ts';
import { cut, whole } from '../numbers.ts';
import { at, named } from './places.ts';
import { DOCUMENTS, LEVELS, percent } from './words.ts';

const BINARY = {
  'nul-characters': '其中有 NUL 字符',
  'nul-bytes': '其中有 NUL 字节',
  controls: '其中充满控制字符',
};
const RECODE = '请在 files.encoding 中设置它（例如 gb18030、shiftjis 或 windows1252），或将文件另存为 UTF-8。';
const UNITS: Record<Documents, string> = { lines: '行', sentences: '句子', text: '文本' };

export const text: Translation<typeof english> = {
  'text.empty-file': ({ name }) => `${named(name)}是空的。请选择有文本的文件。`,
  'text.binary': ({ name, reason }) => `${named(name)}不是文本文件：${BINARY[reason]}。请选择纯文本文件。`,
  'text.looks-like-utf16': ({ name, encoding }) =>
    `${named(name)}看起来是 UTF-16 编码。请将 files.encoding 设置为 ${encoding} 再读取。`,
  'text.not-in-encoding': ({ name, encoding }) => `${named(name)}不是 ${encoding} 编码。如果它使用别的编码，${RECODE}`,
  'text.not-utf8': ({ name, byte, position, line }) =>
    `${named(name)}不是 UTF-8 编码（第 ${line} 行，第 ${position} 个字节为 0x${byte.toString(16).toUpperCase().padStart(2, '0')}）。如果它使用别的编码，${RECODE}`,
  'text.unknown-encoding': ({ name, encoding }) =>
    `无法用编码“${encoding}”读取 ${name}。请将 files.encoding 设置为以下之一：utf8、utf16le、utf16be、gb18030、gbk、` +
    'big5hkscs、shiftjis、eucjp、euckr、windows1250 至 windows1258、iso88591 至 iso885915、koi8r、koi8u、cp866、' +
    'macroman；或将文件另存为 UTF-8。',
  'text.empty': ({ name }) => `${named(name)}中没有文字。请选择有文本的文件。`,
  'text.too-many-characters': ({ name, characters, most }) =>
    `${named(name)}有 ${whole(characters)} 个字符；一次最多能读取 ${whole(most)} 个。请少选一些文件。`,
  'text.one-document': ({ name, documents }) =>
    `${named(name)}只有 1 ${DOCUMENTS[documents]}互不相同的内容；按${UNITS[documents]}训练至少需要 2 ${DOCUMENTS[documents]}。请增加内容，或将 documents 设为 'text'。`,
  'text.too-short': ({ name, tokens, level, documents, least }) =>
    `${named(name)}太短：连同${documents === 'text' ? '文本' : `每${DOCUMENTS[documents]}`}的结尾只有 ${whole(tokens)} ${LEVELS[level]}；至少需要 ${whole(least)} 个。请增加文本。`,
  'text.too-few-examples': ({ name, count, unit }) =>
    `${named(name)}有 ${count} ${unit === 'pair' ? '对' : '条记录'}；至少需要 2 ${unit === 'pair' ? '对' : '条'}。请增加数据。`,
  'text.one-tag': ({ name, tag }) =>
    `${named(name)}中每个词元的标签都是 ${JSON.stringify(tag)}；至少要有两种标签才能区分。请加入带有其他标签的句子。`,
  'text.one-label': ({ name, records, label }) =>
    `${named(name)}中全部 ${records} 条记录的类别都是 ${JSON.stringify(label)}；至少要有两个类别才能区分。请加入其他类别的记录，或将 task 设为 'language-model'，按文本原样训练。`,
  'text.one-answer': ({ name, label }) =>
    `${named(name)}中每个 y 都是 ${JSON.stringify(label)}；至少要有两个类别才能区分。请加入其他类别的记录。`,
  'text.unknown-label': ({ place, what, label, known }) =>
    `${at(place)}：模型不认识${what === 'tag' ? '标签' : '类别'} ${JSON.stringify(label)}。它训练时有：${labels(known)}。`,
  'text.nothing-to-read': ({ place }) => `${at(place)}：没有可读的内容。`,
  'text.too-many-steps': ({ place, steps, most }) =>
    `${at(place)}：这个样本有 ${whole(steps)} 步；一次最多能读取 ${whole(most)} 步。请将它拆开。`,
  'text.other-width': ({ place, numbers, first }) =>
    `${at(place)}：它的向量有 ${numbers} 个数；第一条记录的有 ${first} 个。`,
  'text.other-answer': ({ place, answer, first }) =>
    `${at(place)}：它的 y 与第一条记录的种类不同：是${words(answer)}，而不是${words(first)}。`,
  'text.width-of-model': ({ place, numbers, model }) =>
    `${at(place)}：它的向量有 ${numbers} 个数；模型读取的向量有 ${model} 个数。`,
  'text.answer-of-model': ({ place, answer, model }) =>
    `${at(place)}：y 是${words(answer)}；模型预测的是${words(model)}。`,
  'text.unknown-id': ({ id, most }) => `id 必须是 0 到 ${most} 的整数；现在是 ${id}。`,
  'text.damaged-vocabulary': ({ problem }, say) => `模型的词汇表已损坏：${say(problem)}。请重新训练模型。`,
  'text.vocabulary-level': ({ got }) => `level 必须是 'characters' 或 'words'；现在是 ${got}`,
  'text.vocabulary-tokens': () => 'tokens 必须是文本的数组，且都不为空',
  'text.vocabulary-repeats': () => 'tokens 中有重复的词元',

  'text.outlier': ({ place, steps, others }) =>
    `${at(place)}远比其他样本长，有 ${whole(steps)} 步；其他样本平均有 ${whole(Math.round(others))} 步。请将它拆开，或去掉它。`,
  'text.repeated-document': ({ documents }) => `有 1 ${DOCUMENTS[documents]}在文本中出现两次，只使用了一次。`,
  'text.repeated-documents': ({ repeated, documents }) =>
    `有 ${whole(repeated)} ${DOCUMENTS[documents]}与前面的重复，已略去。`,
  'text.repeated-records': ({ repeated }) => `有 ${whole(repeated)} 条记录与前面的重复，已略去。`,
  'text.few-documents': ({ validation, documents, held }) =>
    `文本不足 ${validation} ${DOCUMENTS[documents]}${held ? '：从中间留出一份用于验证。' : '，少到无法留出：没有验证损失，保留最后一轮的权重。'}`,
  'text.few-records': ({ validation, classes }) =>
    `${classes ? `有一个类别的记录太少，不够每 ${validation} 条留出一条` : `记录不足 ${validation} 条`}：没有留出任何记录，没有验证损失，保留最后一轮的权重。`,
  'text.cut-vocabulary': ({ kept, seen, level, share }) =>
    `词汇表保留 ${whole(seen)} ${LEVELS[level]}中最常见的 ${whole(kept)} 个；其余的作为 UNK，占训练部分的 ${percent(share)}。`,
  'text.unseen': ({ unknown, all, level }) =>
    `验证部分有 ${whole(unknown)} ${LEVELS[level]}（${percent(unknown / all)}）从未出现在训练部分，作为 UNK。`,
  'text.numbers-at-end': ({ steps }) =>
    `每个 y 有 ${steps} 个数，与 x 的步数相同：它们在末尾一起预测。如果每一步预测一个数，请写成 "y": [[1], [2], …]。`,
};

/** Labels in quotes, of many the first. */
function labels(names: readonly string[]): string {
  return cut(names.map((name) => JSON.stringify(name)).join('、'), 80);
}

function words({ names, each, numbers }: Answer): string {
  return `${each ? '每一步的' : ''}${names ? '一个类别' : `${numbers} 个数`}`;
}
