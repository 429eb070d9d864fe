import type { session as english, Failure } from '../en/session.ts';
import type { Translation } from '../message.ts';
import { whole } from '../numbers.ts';
import { named } from './places.ts';
import { TASKS } from './words.ts';

const REASONS: Record<string, string> = {
  EACCES: '没有权限；请更改权限或选择别的文件夹',
  EPERM: '系统不允许；请更改权限或选择别的文件夹',
  EROFS: '文件系统是只读的；请选择别的文件夹',
  ENOSPC: '磁盘已满；请腾出空间后重试',
  EDQUOT: '磁盘配额已用完；请腾出空间后重试',
  EISDIR: '它是文件夹；请给出文件的路径',
  ENOTDIR: '路径中有一部分是文件而不是文件夹；请给出别的路径',
  EEXIST: '那里已有一个文件；请移走它或选择别的文件夹',
  ENOENT: '它不存在；请检查路径',
  ENAMETOOLONG: '名称太长；请给出较短的名称',
};

const SLOW = '训练以普通 JavaScript 运行，约慢 30 倍';

export const session: Translation<typeof english> = {
  'file.missing': ({ file, near }, say) => `没有文件 ${file}。${say(near)}`,
  'file.no-folder': ({ folder }) => `文件夹 ${folder} 也不存在。`,
  'file.similar': ({ names }) => `您要找的是不是 ${names.join(' 或 ')}？`,
  'file.others': ({ names, more }) => `那里的文件有：${names.join('、')}${more > 0 ? ` 以及另外 ${more} 个` : ''}。`,
  'file.empty-folder': () => '那个文件夹中没有文件。',
  'file.unreadable': (refused) => `无法读取 ${refused.file}：${reason(refused)}。`,
  'file.folder': ({ file }) => `${file} 是文件夹。请给出文本文件的路径。`,
  'file.too-large': ({ file, bytes, most }) =>
    `${file} 有 ${whole(bytes)} 字节；最多能读取 ${whole(most)} 字节。请将它分成几部分。`,
  'file.no-match': ({ pattern, folder }) => `${folder} 中没有文件 ${pattern}。请检查通配符。`,

  'source.needed': ({ call, got }, say) =>
    `${call} 需要路径（如 'names.txt' 或 'letters/*.txt'）、{ files: [paths] }、{ name, text }、记录的数组，或 rnn.data 的数据；现在是${say(got)}。`,
  'source.unread': ({ name, reason }, say) => `无法读取 ${name}：${say(reason)}。`,
  'source.no-reason': () => '没有给出原因',
  'source.changed': ({ name, deleted }) =>
    `训练期间 ${named(name)}被${deleted ? '删除' : '修改'}；模型学习的是开始时的文本。`,

  'given.verbatim': ({ text }) => ` ${text}`,
  'given.promise': () => ' promise（是否缺少 await？）',
  'given.model': () => '模型',
  'given.empty-array': () => '空数组',
  'given.array': () => '数组',
  'given.object': () => '对象',
  'given.function': () => '函数',
  'given.fields': ({ fields, more }, say) =>
    ` { ${fields.map(({ name, value }) => `${name}: ${say(value).trim()}`).join(', ')}${more ? ', …' : ''} }`,

  'model.unsaved': (refused) => `模型无法保存为 ${refused.file}：${reason(refused)}。`,
  'model.unreadable': (refused) => `无法读取模型 ${refused.file}：${reason(refused)}。`,
  'model.unwritable-folder': (refused) => `模型无法保存在 ${refused.file} 中：${reason(refused)}。`,
  'model.exists-unreadable': (refused) => `${refused.file} 已存在，但无法读取：${reason(refused)}。`,
  'model.missing': ({ file }) => `没有模型文件 ${file}。`,
  'model.no-file': ({ file, extension }) => `${file} 不是文件。请给出 ${extension} 文件的路径。`,
  'model.foreign': ({ file }) =>
    `${file} 不是模型文件：它的开头与 safetensors 文件不符。请给出由 rnn.train 或 model.save 写出的文件的路径。`,
  'model.unusable': ({ file, problem, damaged }, say) =>
    `${file} 不能用作模型。${damaged ? '它已损坏：' : ''}${say(problem)}`,
  'model.path-needed': ({ extension, got }) => `model.save 需要路径，例如 'names${extension}'；现在是 ${got}。`,
  'model.folder': ({ file, example }) => `${file} 是文件夹。请给出文件的路径，例如 ${example}。`,
  'model.other-file': ({ file, example }) =>
    `${file} 已存在，而且不是模型文件；它保持不变。请给出别的路径，例如 ${example}。`,
  'model.of-other-program': () => '它是 safetensors 文件，但不是 Unroll 的模型：只能加载由 rnn.train 训练的模型。',
  'model.newer': ({ version, known }) =>
    `它由更新版本的 Unroll 写出（格式 ${version}；当前版本能读取格式 ${known}）。请更新 Unroll。`,
  'model.metadata-missing': ({ key }) => `它的元数据“${key}”缺失。`,
  'model.metadata-damaged': ({ key, problem }, say) => `它的元数据“${key}”已损坏：${say(problem)}。`,
  'model.metadata-must-be': ({ place, allowed }, say) => `${place || '它'} 必须是${say(allowed)}`,
  'model.task-of-network': ({ task, encoder }) =>
    `它的任务是${TASKS[task] ?? task}；它的网络${encoder ? '有' : '没有'}编码器。`,
  'model.labels-of-network': ({ labels, classes }) => `它有 ${labels} 个类别名；它的网络区分 ${classes} 个类别。`,
  'model.vocabulary-of-network': ({ tokens, size }) => `它的词汇表有 ${tokens} 个词元；它的网络有 ${size} 个。`,

  'allowed.text': () => '文本',
  'allowed.number': () => '数',
  'allowed.object': () => '对象',
  'allowed.list': () => '列表',
  'allowed.boolean': () => ' true 或 false',
  'allowed.one-of': ({ names }) => `以下之一：${names.map((name) => `'${name}'`).join('、')}`,
  'allowed.whole': ({ low, high }) => ` ${low} 到 ${high} 的整数`,
  'allowed.directions': () => ' 1 或 2',
  'allowed.input': () => " 'one-hot'、{ embedding: … } 或 { vectors: … }",

  'run.stopped-early': () => '训练在开始之前被停止。',
  'run.no-model': () => '训练在得到模型之前被停止。',
  'run.no-shared-memory': () =>
    '训练需要线程间共享的内存（SharedArrayBuffer），而这个 VS Code 不向扩展提供。桌面版 VS Code 以及连接服务器的浏览器版 VS Code 提供它。',
  'run.thread-died': ({ reason }, say) => `一个训练线程意外结束（${say(reason)}）。`,
  'run.without-reason': () => '原因不明',
  'run.weights-kept': ({ reason, file }, say) => `${say(reason)}在此之前的最佳权重保存在 ${file} 中。`,
  'run.in-memory-only': ({ problem }, say) => `${say(problem)}模型只在内存中：可以用 model.save(path) 写到别处。`,
  'run.both': ({ first, second }, say) => `${say(first)}${say(second)}`,
  'run.waits': ({ names }) => `正在等待空闲的核心：全部核心都被 ${names.join('、')} 占用。`,
  'run.estimate-superseded': () => '文本还没有读完，就已请求另一次估算。',
  'run.speed-unmeasured': () => '无法测量这台机器的速度。',
  'run.preview-failed': ({ epoch, reason }, say) =>
    `无法显示模型在第 ${epoch} 轮之后写出的内容：${say(reason)}训练不受影响。`,

  'sample.unknown-tokens': ({ tokens, more, kept }) => {
    const names = `${tokens.map((token) => JSON.stringify(token)).join('、')}${more > 0 ? ` 以及另外 ${more} 个` : ''}`;
    return `模型从未见过 ${names}；${kept ? '已按 <UNK> 读取' : '读取文本时已略过'}。`;
  },

  'kernels.refused': ({ setting }) => `${SLOW}：这个 VS Code 无法编译设置中的内核“${setting}”。`,
  'kernels.no-simd': () => `${SLOW}：这个 VS Code 没有 WebAssembly SIMD。`,

  'session.died': ({ problem }, say) =>
    `${say(problem)}其中的变量已丢失，已保存的模型仍在。下一个单元格或训练会重新开始。`,
  'session.out-of-memory': () => '会话的内存已耗尽。',
  'session.ended': ({ reason }) => `会话意外结束（${reason}）。`,
  'session.score-task': ({ task }) => `只有语言模型能给文本评分；这个模型是为${TASKS[task] ?? task}任务训练的。`,
  'session.text-unread': () => '文本没有读完。',

  'cell.interrupted': () => '单元格已被中断。',
  'cell.exit': () => 'process.exit 会结束这个笔记本的会话。要重新开始，请重启内核。',
  'cell.import': ({ keyword, module, target }) =>
    `单元格中不能使用 ${keyword}；请用 require 加载${module === undefined ? '模块' : ` '${module}'`}：${target}require(${module === undefined ? '…' : `'${module}'`})`,
  'cell.unshowable': () => '无法显示抛出的值：查看它时它会抛出错误。',
  'cell.result-unshowable': ({ reason }) => `无法显示结果：${reason ?? '查看它时它会抛出错误'}。`,
  'cell.caused': ({ problem, causes }, say) => `${say(problem)}${causes.map((cause) => `（${say(cause)}）`).join('')}`,
  'cell.left-out': ({ characters }) => `\n… 此处略去 ${whole(characters)} 个字符 …`,
  'cell.flood': ({ characters }) => `\n这个单元格输出很多：${whole(characters)} 个字符之后，只在单元格结束时显示末尾。`,
};

function reason({ code, reason }: Failure): string {
  return REASONS[code] ?? reason;
}
