/** While somebody writes, a mention is "@Name"; stored, it is a link to the member, whatever they are called later. */
export type Mentions = ReadonlyMap<string, string>;

const link = /\[@((?:\\.|[^\]\\])+)\]\(member:([0-9a-z-]+)\)/gi;

export function toPlain(body: string): { text: string; mentions: Mentions } {
  const mentions = new Map<string, string>();
  const text = body.replace(link, (_, name: string, id: string) => {
    const label = name.replace(/\\(.)/g, "$1");
    mentions.set(label, id);
    return `@${label}`;
  });
  return { text, mentions };
}

const escaped = (label: string) => label.replace(/[[\]\\*_`]/g, "\\$&");

export function toBody(text: string, mentions: Mentions): string {
  // The longest first: "@Anna Berg" is not a mention of Anna.
  const labels = [...mentions.keys()].sort((a, b) => b.length - a.length);
  if (labels.length === 0) return text.trim();
  const any = labels.map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const found = new RegExp(`@(${any})(?![\\p{L}\\p{N}])`, "gu");
  return text
    .trim()
    .replace(found, (_, label: string) => `[@${escaped(label)}](member:${mentions.get(label) ?? ""})`);
}

const longest = 40;

/** The mention that is being typed just before the caret, if there is one. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | undefined {
  const before = text.slice(Math.max(0, caret - longest), caret);
  const at = before.lastIndexOf("@");
  if (at < 0 || (at > 0 && !/[\s([{"'“]/.test(before[at - 1] ?? ""))) return undefined;
  const query = before.slice(at + 1);
  if (/\n|^\s/.test(query) || query.split(/\s/).length > 3) return undefined;
  return { from: caret - query.length - 1, query };
}
