import type { records as english, Fields, Found } from '../en/records.ts';
import type { Translation } from '../message.ts';
import { quoted } from '../numbers.ts';
import { at, named } from './places.ts';
import { and, percent, TASKS } from './words.ts';

const AS_TEXT = "将 task 设为 'language-model'，按文本原样训练";
const REMEDIES = {
  text: AS_TEXT,
  generation: "将 task 设为 'generation'，学习写出这样的文本",
  texts: "只给出文本以训练语言模型，或将 task 设为 'language-model'，按 JSON 原样训练",
};
const KINDS = { array: '数组', function: '函数', object: '对象' };
const LOOKS = { tabs: '以制表符分隔的列', objects: 'JSON 对象' };
const CELLS: Record<string, string> = {
  token: '词元',
  tag: '标签',
  label: '类别',
  text: '文本',
  source: '源文本',
  target: '目标文本',
};
const ROWS: Record<string, string> = { MissingQuotes: '引号没有结束', InvalidQuotes: '引号之后还有多余的字符' };

export const records: Translation<typeof english> = {
  'records.none': ({ name, fields }) => `${named(name)}中没有记录。请选择含有 ${and(fields)} 的文件。`,
  'records.at': ({ place, problem }, say) => `${at(place)}：${say(problem)}。`,
  'records.item': ({ item, problem }, say) => `第 ${item} 项：${say(problem)}`,
  'records.in-array': ({ problem }, say) => `数组：${say(problem)}。`,
  'records.in-file': ({ name, problem }, say) => `${name}：${say(problem)}。`,
  'records.mend': ({ problem }, say) => `${say(problem)}请改正，或${AS_TEXT}。`,
  'records.vectors-are-json': ({ place }) =>
    `${at(place)}：向量以 JSON 给出，每行一个对象，例如 {"x": [[0.1, 2]], "y": "a"}。`,
  'records.cell-missing': ({ place, what }) => `${at(place)}：缺少${CELLS[what]}。`,
  'records.two-columns': ({ place, columns, found, line }) =>
    `${at(place)}：这里应该是${cell(columns[0])}、一个制表符和${cell(columns[1])}；${foundIn(columns, found)}。这一行是 ${quoted(line)}。`,
  'records.unreadable-row': ({ place, code, reason }) => `${at(place)}：${ROWS[code] ?? reason}。`,
  'records.column-count': ({ place, expected, got, tabs }) =>
    `${at(place)}：应与表头一样有 ${expected} 列；现在有 ${got} 列。${tabs ? '文本中不能有制表符或换行' : '含有分隔符的文本请放在引号里'}。`,
  'records.several-columns': ({ place, column }) =>
    `${at(place)}：有多个名为 ${column} 的列；只应有一个。请去掉其余的。`,
  'records.missing-columns': ({ place, fields, missing, columns }) =>
    `${at(place)}：应有名为 ${and(fields)} 的列；缺少 ${and(missing)}。现有的列是 ${columns.join('、')}。`,
  'records.no-task': ({ what, found, more, needed, remedy }) => {
    const names = needed.map((each) => `${and(each.fields)}（${TASKS[each.task] ?? each.task}${rows(what, each)}）`);
    const noun = what === 'columns' ? '列' : '字段';
    return `${noun}是 ${found.join('、') || '无'}${more > 0 ? ` 以及另外 ${more} 个` : ''}，没有任务使用这样的${noun}。请将它们命名为 ${names.join('、')}；或${REMEDIES[remedy]}`;
  },

  'records.tags-for-tokens': ({ tokens, tags }) => `每个词元需要一个标签；现在有 ${tokens} 个词元和 ${tags} 个标签`,
  'records.empty-answer': () => 'y 必须是类别、数或它们的数组；现在的类别是空的',
  'records.answer': ({ got }) => `y 必须是类别、数或它们的数组；现在是 ${got}`,
  'records.answer-for-steps': ({ steps, got }) => `y 的项数必须与 x 的步数 ${steps} 相同；现在有 ${got} 项`,
  'records.answer-label': ({ index, got }) => `y[${index}] 必须与其他项一样是不为空的类别；现在是 ${got}`,
  'records.vectors': ({ field, got }) => `${field} 必须是每步一个向量的数组；现在是 ${got}`,
  'records.vector': ({ field, got }) => `${field} 必须是向量，例如 [0.5, -1]；现在是 ${got}`,
  'records.vector-width': ({ field, step, numbers, width }) =>
    `${field}[${step}] 有 ${numbers} 个数；${field}[0] 有 ${width} 个，所有向量的个数必须相同`,
  'records.number': ({ field, text, got }) => `${field} 必须是 32 位的有限数；现在是${text ? '文本' : ''} ${got}`,
  'records.missing': ({ field }) => `缺少 ${field}`,
  'records.text': ({ field, got }) => `${field} 必须是文本；现在是 ${got}`,
  'records.texts': ({ field, got }) => `${field} 必须是文本的数组，或以空格分隔的一个文本；现在是 ${got}`,

  'records.object': ({ line }) => `这里应该是 JSON 对象；现在是 ${quoted(line)}`,
  'records.unreadable-object': ({ reason }) => `这里应该是 JSON 对象：${reason}`,
  'records.unreadable-array': ({ reason }) => `这里应该是 JSON 数组，每条记录一个对象：${reason}`,
  'records.item-of-other-kind': ({ first }) =>
    first === 'text' ? '应与第一项一样是文本；现在是对象' : '应与第一项一样是对象；现在是文本',
  'records.item-of-lines': () =>
    '数组中的每个文本是一行，而这一项有多行。请给出对象，例如 { label, text }；连续文本请用 { name, text }',
  'records.item-kind': ({ got }) =>
    `应该是文本或对象；现在是${got.kind === 'value' ? ` ${got.value}` : KINDS[got.kind]}`,
  'records.item-not-json': ({ item, reason }) =>
    `第 ${item} 项无法写成 JSON，而记录必须可以：${reason}。请去掉不用于学习的字段`,

  'records.labels-behind': () => '第二列只有少数几种不同的值，像是类别：如果是，请把它们放在文本前面。现在按翻译读取。',
  'records.look-alike': ({ share, look }) =>
    `${percent(share)} 的行${look.kind === 'columns' ? `有以“${look.delimiter}”分隔的 ${look.count} 列` : `是${LOOKS[look.kind]}`}，像是记录；现在全部按连续文本读取。如果它们是记录，请${look.kind === 'columns' ? '在第一行写出列名，例如 label,text' : '设置 task，错误信息会指出第一个不符合的行'}。`,
  'records.mixed-files': ({ name, task, first }) =>
    `${named(name)}像是${TASKS[task] ?? task}的记录；现在与 ${first} 一样按连续文本读取。请选择同一类的文件。`,
};

function cell(name: string): string {
  return CELLS[name] ?? name;
}

function rows(what: 'columns' | 'fields', { task }: Fields): string {
  return task === 'tagging' && what === 'columns' ? '，每行一个句子' : '';
}

/** What stands there instead of two columns, and what to do. */
function foundIn([first, second]: readonly [string, string], found: Found): string {
  const keep = `请只保留两列，即${cell(first)}和要学习的${cell(second)}，以制表符分隔`;
  const header = second === 'tag' ? '' : `，或像 CSV 那样以 ${first},${second} 作为第一行`;
  switch (found.kind) {
    case 'tabs':
      return `这里有 ${found.count} 个制表符：${keep}`;
    case 'columns':
      return `这里没有制表符，而有以空格分隔的 ${found.count} 列：${keep}`;
    case 'delimiter':
      return `这里没有制表符，而有“${found.delimiter}”：所有行都要用同样的分隔符，即制表符${header}`;
    case 'nothing':
      return '这里没有制表符';
  }
  return found satisfies never;
}
