// Runs before the first paint so that the page never flashes in the wrong theme.
// Not a module and not inline: modules run too late, and the policy forbids inline scripts.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("cloop.theme");
  } catch {
    choice = null;
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
