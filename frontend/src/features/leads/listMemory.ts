/** Where the list was scrolled to, so that coming back from a lead lands on the same row. */
let offset = 0;

export const listMemory = {
  read: () => offset,
  keep: (next: number) => {
    offset = next;
  },
};
