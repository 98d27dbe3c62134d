import type { TimelineThread } from '../src/protocol/timelineAnalysis';
import type { TimelineRow } from '../src/protocol/timelineMessages';

/** The row of a call or of other work. */
export interface RowItem {
  readonly kind: 'row';
  readonly id: string;
  readonly row: TimelineRow;
  /** How many groups it lies in. */
  readonly depth: number;
}

/** The head of a group of rows; it has the room of two, the second of which follows it. */
export interface ThreadItem {
  readonly kind: 'thread';
  readonly id: string;
  readonly thread: TimelineThread;
  readonly depth: number;
  readonly isCollapsed: boolean;
  /** All rows of the group, those of groups in it too. */
  readonly rows: readonly TimelineRow[];
}

/** What one line of the list shows. */
export type Item = RowItem | ThreadItem | { readonly kind: 'room'; readonly of: ThreadItem };

/** Names the head of a group; a call of that id is something else. */
export function itemIdOf({ id }: Pick<TimelineThread, 'id'>): string {
  return `thread ${id}`;
}

interface Group {
  readonly thread?: TimelineThread;
  readonly members: (TimelineRow | Group)[];
  readonly rows: TimelineRow[];
}

/**
 * The lines of the list: rows in the order they begin, those of a thread below its head. Without threads it is the
 * rows as they are.
 * @param rows in the order they begin
 * @param collapsed ids of heads whose rows are not listed
 */
export function arrangeItems(
  rows: readonly TimelineRow[],
  threads: readonly TimelineThread[],
  collapsed: ReadonlySet<string>,
): readonly Item[] {
  const root: Group = { members: [], rows: [] };
  const groups = new Map(
    threads.map((thread): [string, Group] => [thread.id, { thread, members: [], rows: [] }]),
  );
  const groupOfRow = findGroups(threads);
  for (const row of rows) {
    const group = groups.get(groupOfRow.get(row.id) ?? '');
    (group ?? root).members.push(row);
    for (let at = group; at; at = groups.get(at.thread?.parent ?? '')) at.rows.push(row);
  }
  for (const group of groups.values()) {
    if (group.rows.length > 0) (groups.get(group.thread?.parent ?? '') ?? root).members.push(group);
  }
  return listMembers(root, 0, collapsed);
}

function findGroups(threads: readonly TimelineThread[]): ReadonlyMap<string, string> {
  return new Map(
    threads.flatMap(({ id, iterations, others }) =>
      [...iterations.flatMap(({ callIds }) => callIds), ...others].map((row): [string, string] => [row, id]),
    ),
  );
}

function listMembers({ members }: Group, depth: number, collapsed: ReadonlySet<string>): Item[] {
  const sorted = members.toSorted((a, b) => startOf(a) - startOf(b));
  return sorted.flatMap((member): Item[] => {
    if (!('members' in member)) return [{ kind: 'row', id: member.id, row: member, depth }];
    const { thread, rows } = member;
    if (!thread) return [];
    const id = itemIdOf(thread);
    const isCollapsed = collapsed.has(id);
    const head: ThreadItem = { kind: 'thread', id, thread, depth, isCollapsed, rows };
    return [
      head,
      { kind: 'room', of: head },
      ...(isCollapsed ? [] : listMembers(member, depth + 1, collapsed)),
    ];
  });
}

/** A group begins with its thread, even if work that was counted to it began before. */
function startOf(member: TimelineRow | Group): number {
  return 'members' in member ? (member.thread?.start ?? 0) : member.start;
}

/** Rows that a line speaks of: its own, or all of a loop, whose iterations its head shows. */
export function rowsOfItem(item: Item): readonly TimelineRow[] {
  if (item.kind === 'row') return [item.row];
  return item.kind === 'thread' ? item.rows : [];
}

/** Heads of the groups that a row lies in. */
export function headsAround(rowId: string, threads: readonly TimelineThread[]): readonly string[] {
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const heads: string[] = [];
  for (let at = byId.get(findGroups(threads).get(rowId) ?? ''); at; at = byId.get(at.parent ?? '')) {
    heads.push(itemIdOf(at));
  }
  return heads;
}
