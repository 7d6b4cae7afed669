import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { clearHandlers } from "./server";

// The first test of a file loads the whole app.
configure({ asyncUtilTimeout: 8_000 });

// happy-dom has no top layer and no layout. These stand-ins are enough to find things by role.
HTMLElement.prototype.showPopover = function showPopover() {
  this.dataset.open = "true";
};
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 900 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 1200 });

// React and the router report what an error boundary caught; those tests look at the boundary itself.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  clearHandlers();
  vi.useRealTimers();
  localStorage.clear();
});
