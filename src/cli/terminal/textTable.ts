import { type Screen, truncate } from './screen';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** One cell a row, without colour codes. */
  readonly cells: readonly string[];
  /** Columns of the highest rank are left out first where the screen is narrow; rank 0 never. */
  readonly rank: number;
  /** Colours a cell that has been brought to its width. */
  paint?(cell: string, row: number): string;
}

const GAP = '  ';
const NARROWEST_FIRST_COLUMN = 12;

/** Lays columns out side by side under their titles: as many as fit, then the first one is shortened. */
export function layOutTable(columns: readonly Column[], screen: Screen): string[] {
  const fitting = dropToFit(columns, screen.width);
  const widths = fitting.map(widthOf);
  const excess = tableWidth(fitting) - screen.width;
  if (excess > 0) widths[0] = Math.max(NARROWEST_FIRST_COLUMN, (widths[0] ?? 0) - excess);
  const layOut = (cellOf: (column: Column, width: number) => string) =>
    fitting.map((column, index) => cellOf(column, widths[index] ?? 0)).join(GAP);
  const titles = layOut((column, width) => align(column.title, column, width)).trimEnd();
  const rows = (columns[0]?.cells ?? []).map((_, row) =>
    layOut((column, width) => {
      const cell = align(column.cells[row] ?? '', column, width);
      return column.paint ? column.paint(cell, row) : cell;
    }).trimEnd(),
  );
  return [screen.paint('dim', titles), ...rows];
}

/** The columns that fit into `width`, by rank. Columns that may be left out are left out when they are empty. */
export function dropToFit(columns: readonly Column[], width: number): readonly Column[] {
  const filled = columns.filter(({ rank, cells }) => rank === 0 || cells.some((cell) => cell !== ''));
  const highest = Math.max(0, ...filled.map(({ rank }) => rank));
  if (highest === 0 || tableWidth(filled) <= width) return filled;
  return dropToFit(
    filled.filter(({ rank }) => rank < highest),
    width,
  );
}

/** Characters that a row of these columns takes. */
export function tableWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column) + GAP.length, -GAP.length);
}

function widthOf({ title, cells }: Column): number {
  return Math.max(title.length, ...cells.map((cell) => [...cell].length));
}

function align(text: string, column: Column, width: number): string {
  const short = truncate(text, width);
  const padding = ' '.repeat(Math.max(0, width - [...short].length));
  return column.align === 'right' ? padding + short : short + padding;
}
