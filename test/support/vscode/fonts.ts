import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot';
import { installDebianPackages } from './debianPackages';

/** Packages of the fonts that pictures look best with; they take 4 MB. */
export const fontPackages = ['fonts-inter', 'fonts-jetbrains-mono'];

const preferred = { 'sans-serif': 'Inter', sans: 'Inter', 'system-ui': 'Inter', monospace: 'JetBrains Mono' };

/** Installs the fonts where we may. Without them pictures show the fonts that the machine has. */
export async function installFonts(): Promise<void> {
  if (existsSync('/usr/share/fonts/opentype/inter')) return;
  await installDebianPackages('Installing fonts with apt-get (4 MB)', fontPackages);
}

/**
 * Writes a font configuration that prefers those fonts to the machine's, and returns the path of the file.
 *
 * @param folder of further fonts, for a machine that may have none
 */
export async function writeFontConfiguration(folder?: string): Promise<string> {
  const path = join(projectRoot, 'out', 'fonts.conf');
  await mkdir(join(projectRoot, 'out'), { recursive: true });
  const lines = Object.entries(preferred).map(([generic, family]) => prefer(generic, family));
  await writeFile(
    path,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${folder ? `<dir>${folder}</dir>` : ''}
${lines.join('\n')}
</fontconfig>
`,
  );
  return path;
}

function prefer(generic: string, family: string): string {
  const condition = `<test name="family"><string>${generic}</string></test>`;
  const edit = `<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit>`;
  return `<match>${condition}${edit}</match>`;
}
