/** Results of every kind, and of the sizes and scripts that a person may meet. Every number is a function of a seed. */
import type {
  ClassesEvaluated,
  ResultPayload,
  Share,
  TagsItem,
  TokenProbabilitiesItem,
} from '../../../src/protocol/result.ts';

const words = (text: string) => text.split(' ');

export const RESULTS: Record<string, ResultPayload> = {
  'result-classes': {
    kind: 'classes',
    items: [
      classes('Annabelle', { female: 0.9943, male: 0.0057 }),
      classes('Robert', { male: 0.982, female: 0.018 }),
      classes('Robin', { male: 0.503, female: 0.497 }),
      classes('Zoltan', { male: 0.9996, female: 0.0004 }),
    ],
    total: 4,
  },
  'result-class': {
    kind: 'classes',
    items: [
      {
        ...classes('Das ist ein ungewöhnlich langer Satz, an dem man sieht, dass Überschriften umbrechen.', {
          German: 0.81,
          Dutch: 0.12,
          'Low German, of the eastern and of the western dialects together': 0.04,
          English: 0.02,
          Danish: 0.006,
          العربية: 0.0003,
        }),
        classes: 21,
      },
    ],
    total: 1,
  },
  'result-classes-many': {
    kind: 'classes',
    items: Array.from({ length: 20 }, (_, i) => classes(`text ${i + 1}`, { a: 0.9 - i / 25, b: 0.1 + i / 25 })),
    total: 10_000,
  },
  'result-translations': {
    kind: 'translations',
    items: [
      {
        source: '12 March 2011',
        alternatives: shares({
          '2011-03-12': 0.973,
          '2011-05-12': 0.0132,
          '2011-03-13': 0.0021,
          '2011-03-02': 0.00001,
        }),
        found: 4,
      },
      {
        source: '春眠不觉晓',
        alternatives: shares({ 'In spring one sleeps and does not notice the dawn': 0.31 }),
        found: 1,
      },
    ],
    total: 2,
  },
  'result-next': {
    kind: 'next',
    items: [
      {
        beginning: 'The apple and ',
        shares: shares({ pear: 0.31, peach: 0.27, plum: 0.2, ' ': 0.11, '<EOS>': 0.05, '<UNK>': 0.0004 }),
        asked: 10,
      },
    ],
    total: 1,
  },
  'result-next-beginning': {
    kind: 'next',
    items: [{ beginning: '', shares: shares({ 春: 0.5, '\n': 0.3, שלום: 0.2 }), asked: 3 }],
    total: 1,
  },
  'result-tags': {
    kind: 'tags',
    items: [
      tags('we heard Teddy Smith was a great president', 'O O PERSON O O O O O'),
      tags('she wrote Teddy bears sit in the window', 'O O BEAR O O O O O'),
    ],
    total: 2,
  },
  'result-tags-speech': {
    kind: 'tags',
    items: [
      {
        ...tags(
          'the old man the boats while incomprehensibilities notwithstanding nobody saw <b>them</b> , alas !',
          'DET NOUN VERB DET NOUN SCONJ NOUN ADP PRON VERB PRON PUNCT INTJ SYM',
        ),
        length: 520,
      },
    ],
    total: 1,
  },
  'result-tags-scripts': {
    kind: 'tags',
    items: [
      tags('王 小明 在 北京 大学 读书', 'B-PER I-PER O B-ORG I-ORG O'),
      tags('زار محمد مدينة القاهرة أمس', 'O B-PER O B-LOC O'),
      { tokens: [...'a \t\n'].map((token) => ({ token, tags: shares({ blank: 0.7, letter: 0.3 }) })), length: 4 },
    ],
    total: 30,
  },
  'result-probabilities': {
    kind: 'token-probabilities',
    items: [
      probabilities('The apple and pear salad was delicious .', [0.5, 0.09, 0.99, 0.2, 0.26, 0.998, 0.24, 1, 0.999]),
      probabilities(
        'The apple and pair salad was delicious .',
        [0.5, 0.09, 0.99, 0.00003, 0.17, 0.81, 0.14, 0.98, 0.97],
      ),
    ],
    total: 2,
  },
  'result-probabilities-one': {
    kind: 'token-probabilities',
    items: [probabilities('t y r a n n o s a u r u s   r e x', [])],
    total: 1,
  },
  'result-probabilities-lengths': {
    kind: 'token-probabilities',
    items: [
      probabilities('the cat was full', []),
      probabilities('the cat which already ate a lot was full', []),
      probabilities('the cats which already ate were full', []),
    ],
    total: 3,
  },
  'result-probabilities-unlike': {
    kind: 'token-probabilities',
    items: [
      probabilities('床 前 明 月 光', []),
      { ...probabilities('שלום עולם טוב', []), length: 90, logProbability: null },
    ],
    total: 2,
  },
  'result-evaluation': { kind: 'evaluations', items: [evaluation(['female', 'male'], 2)], total: 1 },
  'result-evaluation-tags': {
    kind: 'evaluations',
    items: [{ ...evaluation(['O', 'PERSON', 'BEAR', 'ORGANISATION-OF-SOME-LENGTH', '地点'], 5), examples: 60 }],
    total: 1,
  },
  'result-evaluation-many': {
    kind: 'evaluations',
    items: [
      evaluation(
        Array.from({ length: 20 }, (_, i) => `label ${i + 1}`),
        2500,
      ),
    ],
    total: 1,
  },
  'result-evaluations': {
    kind: 'evaluations',
    items: [
      { of: 'language', tokens: 15_204, lossNats: 1.662 },
      { of: 'translations', examples: 400, exactMatch: 0.9725, editDistance: 0.045 },
      { of: 'numbers', examples: 50, meanSquaredError: 0.0123, meanAbsoluteError: null },
    ],
    total: 3,
  },
};

function shares(probabilities: Record<string, number>): Share[] {
  return Object.entries(probabilities).map(([label, probability]) => ({ label, probability }));
}

function classes(input: string, probabilities: Record<string, number>) {
  return { input, shares: shares(probabilities), classes: Object.keys(probabilities).length };
}

function tags(sentence: string, names: string): TagsItem {
  const each = words(names);
  const tokens = words(sentence).map((token, i) => ({ token, tags: shares({ [each[i] ?? 'O']: 0.96, other: 0.04 }) }));
  return { tokens, length: tokens.length };
}

/** Tokens are separated by blanks; a blank between two of them is a token. */
function probabilities(text: string, probabilities: number[]): TokenProbabilitiesItem {
  const tokens = [...text.split(' ').map((token) => token || ' '), '<EOS>'];
  const each = tokens.map((token, i) => ({
    token,
    probability: probabilities[i] ?? Math.exp(-((i * 7 + token.length) % 9)),
  }));
  const logProbability = each.reduce((sum, { probability }) => sum + Math.log(probability), 0);
  return { text: text.replaceAll(/(?<=\S) (?=[.,])/g, ''), probabilities: each, length: each.length, logProbability };
}

function evaluation(labels: string[], classes: number): ClassesEvaluated {
  const shown = labels.slice(0, 12);
  const counts = shown.map((_, row) =>
    shown.map((_, column) => (row === column ? 320 + 40 * row : (row * 31 + column * 17) % 29)),
  );
  const scores = labels.map((label, i) => {
    const [precision, recall] = [0.97 - 0.031 * i, 0.9 - 0.023 * i];
    return { label, precision, recall, f1: (2 * precision * recall) / (precision + recall), support: 4200 - 201 * i };
  });
  const answers = scores.reduce((sum, { support }) => sum + support, 0);
  return {
    of: 'classes',
    examples: answers,
    answers,
    lossNats: 0.3121,
    accuracy: 0.8679,
    macroF1: 0.8541,
    exactMatch: 0.812,
    classes,
    scores,
    confusion: {
      labels: shown,
      counts,
      ...(classes > shown.length && { others: [...shown, ''].map((_, i) => i * 13), rest: shown.map((_, i) => i % 4) }),
    },
  };
}
