/** Only for the words on key caps: nothing else may depend on the system. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
