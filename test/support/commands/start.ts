// Shows Latency Lens at work on a sample agent: in the desktop VS Code if there is one, else in a VS Code server and
// the person's browser; without a display in a headless browser, with pictures instead.

import { showHeadless } from '../demo/showHeadless';
import { showInBrowser } from '../demo/showInBrowser';
import { showOnDesktop } from '../demo/showOnDesktop';
import { findOnPath } from '../findOnPath';
import { runMain } from './runMain';

runMain(async () => {
  if (!hasDisplay()) return showHeadless();
  const code = findOnPath('code');
  return code ? showOnDesktop(code) : showInBrowser();
});

function hasDisplay(): boolean {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}
