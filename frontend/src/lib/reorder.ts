/** The list with the thing at `from` put at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [thing] = next.splice(from, 1);
  if (thing === undefined) return next;
  next.splice(Math.max(0, Math.min(next.length, to)), 0, thing);
  return next;
}

/** Which row a pointer is over, by the middles of the rows. */
export const rowAt = (middles: number[], y: number) => middles.filter((middle) => middle < y).length;
