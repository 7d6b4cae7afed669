import type { LeadsSearch } from "./list/listState";
import type { ListQuery } from "./queries";

type Memory = { search: LeadsSearch; query: ListQuery; offset: number };

/** Which list was last looked at and how far down, so that a lead knows its neighbours and the way back. */
let memory: Memory = { search: {}, query: {}, offset: 0 };

const same = (a: ListQuery, b: ListQuery) => a.filter === b.filter && a.sort === b.sort;

export const listMemory = {
  read: () => memory,
  offsetOf: (query: ListQuery) => (same(query, memory.query) ? memory.offset : 0),
  keepList: (search: LeadsSearch, query: ListQuery) => {
    memory = { search, query, offset: listMemory.offsetOf(query) };
  },
  keepOffset: (offset: number) => {
    memory = { ...memory, offset };
  },
};
