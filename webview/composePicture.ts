const GAP = 16;
const TITLE = 24;
const COLUMNS = 3;

interface Picture {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

/** Puts charts and their titles onto one picture; a PNG as a data URL. Undefined when there are none. */
export function composePicture(pictures: readonly Picture[]): string | undefined {
  const [first] = pictures;
  if (!first) return undefined;
  const ratio = window.devicePixelRatio;
  const [width, height] = [first.canvas.width, first.canvas.height + TITLE * ratio];
  const gap = GAP * ratio;
  const rows = Math.ceil(pictures.length / COLUMNS);
  const sheet = document.createElement('canvas');
  sheet.width = COLUMNS * (width + gap) + gap;
  sheet.height = rows * (height + gap) + gap;
  const ctx = sheet.getContext('2d');
  if (!ctx) return undefined;
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  ctx.fillStyle = backgroundColor;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = color;
  ctx.font = `600 ${12 * ratio}px ${fontFamily}`;
  for (const [index, { title, canvas }] of pictures.entries()) {
    const x = gap + (index % COLUMNS) * (width + gap);
    const y = gap + Math.floor(index / COLUMNS) * (height + gap);
    ctx.fillText(title, x, y + 14 * ratio);
    ctx.drawImage(canvas, x, y + TITLE * ratio);
  }
  return sheet.toDataURL('image/png');
}
