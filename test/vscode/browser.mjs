/** Launches the Chromium of the npm package `@sparticuz/chromium`, headless, with Playwright. */
import { execFileSync } from 'node:child_process';
import { chromium as playwright } from 'playwright-core';
import { chromium, chromiumLibraries, fontsConfiguration } from './install.mjs';

const switches = [
  '--no-sandbox', // root in a container has none
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', // nothing leaves this machine
];

/** Playwright ends the browser when this process ends; its handlers for signals are off because cleanup.mjs has them. */
export function launchBrowser() {
  return playwright.launch({
    executablePath: chromium,
    args: switches,
    env: browserEnvironment(),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** The system's own libraries where it has them, else those that come with the package (NSS and its friends). */
function browserEnvironment() {
  const env = { ...process.env, FONTCONFIG_FILE: fontsConfiguration };
  try {
    execFileSync(chromium, ['--version'], { env, stdio: 'ignore' });
    return env;
  } catch {
    return { ...env, LD_LIBRARY_PATH: [chromiumLibraries, env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
  }
}
