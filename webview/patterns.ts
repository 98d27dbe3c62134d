import type { PatternName } from './barStyles';

/** What a canvas can fill with. */
export type Paint = string | CanvasPattern;

const TILE = 8;

type Draw = (tile: OffscreenCanvasRenderingContext2D) => void;

const drawings: Readonly<Record<PatternName, Draw>> = {
  solid: (tile) => tile.fillRect(0, 0, TILE, TILE),
  hollow: () => undefined,
  dots: (tile) => {
    for (const [x, y] of [
      [1, 1],
      [5, 5],
    ] as const)
      tile.fillRect(x, y, 3, 3);
  },
  rising: (tile) => drawDiagonal(tile, 1),
  falling: (tile) => drawDiagonal(tile, -1),
  upright: (tile) => tile.fillRect(0, 0, 3, TILE),
  level: (tile) => {
    for (const y of [0, 4]) tile.fillRect(0, y, TILE, 2);
  },
};

/** A repeating pattern in `colour` on `background`. */
export function paintPattern(name: PatternName, colour: string, background: string): Paint {
  const tile = new OffscreenCanvas(TILE, TILE).getContext('2d');
  if (!tile) return colour;
  tile.fillStyle = background;
  tile.fillRect(0, 0, TILE, TILE);
  tile.fillStyle = colour;
  tile.strokeStyle = colour;
  tile.lineWidth = 1.5;
  drawings[name](tile);
  return tile.createPattern(tile.canvas, 'repeat') ?? colour;
}

/** Three strokes, so that the line goes on across the tile's corners. */
function drawDiagonal(tile: OffscreenCanvasRenderingContext2D, slope: 1 | -1): void {
  tile.beginPath();
  for (const shift of [-TILE, 0, TILE]) {
    tile.moveTo(shift - 1, slope === 1 ? TILE + 1 : -1);
    tile.lineTo(shift + TILE + 1, slope === 1 ? -1 : TILE + 1);
  }
  tile.stroke();
}
