import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "@/api/query";
import { paths, safeReturnPath } from "@/lib/paths";
import { followSystemTheme } from "@/lib/theme";
import { createAppRouter } from "@/routes";
import "@/styles/app.css";

// The first look at the session and the Zoom callback answer "signed out" themselves.
const answersItself = ["/sign-in", "/sign-up", "/zoom/callback"];

const queryClient = createQueryClient(() => {
  const { pathname, search } = window.location;
  if (router.state.status === "pending" || answersItself.includes(pathname)) return;
  window.location.assign(paths.signIn(safeReturnPath(pathname + search)));
});

const router = createAppRouter(queryClient);

followSystemTheme();

const container = document.getElementById("root");
if (container) {
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
