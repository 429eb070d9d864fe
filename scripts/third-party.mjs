// Third-party notices: every package whose files went into the bundles, with its licence, from esbuild's metafiles.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Not in a bundle, but files of the package of their own: see picture-assets.mjs. */
const OTHERS = ['node_modules/@resvg/resvg-wasm', 'node_modules/@expo-google-fonts/noto-sans-sc'];
/** Licences that stand in no file of the package. */
const TEXTS = {
  '@resvg/resvg-wasm': `Copyright (c) 2021-present, yisibl
This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not
distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
It is distributed here as it was published (resvg.wasm). Its source: https://github.com/yisibl/resvg-js, and of the
library in it: https://github.com/linebender/resvg`,
};
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** The text of the notices. Throws when a package has no licence to be found. */
export function thirdPartyNotices(metafiles) {
  const files = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set([...files.flatMap((file) => PACKAGE.exec(file) ?? []), ...OTHERS]);
  const notices = new Set([...folders].sort().map(notice));
  return `Unroll contains the work of others, under these licences.\n\n${[...notices].join('\n')}`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const title = `${name} ${version} (${license})`;
  return `${title}\n${'-'.repeat(title.length)}\n\n${TEXTS[name] ?? licenseText(folder)}\n`;
}

function licenseText(folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (files.length === 0)
    throw new Error(`${folder} has no licence file: name its licence in scripts/third-party.mjs.`);
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
}
