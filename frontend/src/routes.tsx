import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type ErrorComponentProps,
} from "@tanstack/react-router";
import { ApiError } from "@/api/problem";
import { sessionQuery } from "@/api/session";
import { BarePage } from "@/components/BarePage";
import { ErrorPage, NotFoundPage } from "@/components/ErrorPage";
import { ShellSkeleton } from "@/components/ShellSkeleton";
import type { LeadsSearch } from "@/features/leads/list/listState";
import type { BoardSearch } from "@/features/leads/board/BoardPage";
import { dataMapQuery } from "@/features/privacy/queries";
import { captureGrant } from "@/features/zoom/grant";
import { zoomQuery } from "@/features/zoom/queries";
import { safeReturnPath } from "@/lib/paths";
import { PagePending } from "@/routes/PagePending";

const BareError = ({ error, reset }: ErrorComponentProps) => (
  <BarePage>
    <ErrorPage error={error} onRetry={reset} />
  </BarePage>
);

const BareNotFound = () => (
  <BarePage>
    <NotFoundPage />
  </BarePage>
);

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  errorComponent: BareError,
  notFoundComponent: BareNotFound,
});

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
function texts<Name extends string>(search: Record<string, unknown>, names: readonly Name[]) {
  const found = names.filter((name) => text(search[name]));
  return Object.fromEntries(found.map((name) => [name, search[name]])) as Partial<Record<Name, string>>;
}
const returnSearch = (search: Record<string, unknown>): { return_to?: string } => {
  const path = safeReturnPath(search.return_to);
  return path ? { return_to: path } : {};
};

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: returnSearch,
  component: lazyRouteComponent(() => import("@/routes/SignInRoute"), "SignInRoute"),
  errorComponent: BareError,
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  validateSearch: returnSearch,
  component: lazyRouteComponent(() => import("@/routes/SignUpRoute"), "SignUpRoute"),
  errorComponent: BareError,
});

// Outside the signed-in part: losing the session on the way to Zoom and back has its own screen here.
const zoomCallback = createRoute({
  getParentRoute: () => root,
  path: "/zoom/callback",
  loader: captureGrant,
  component: lazyRouteComponent(() => import("@/routes/CallbackRoute"), "CallbackRoute"),
  errorComponent: BareError,
});

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.query({ ...sessionQuery, staleTime: "static" });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      const here = location.href === "/" ? undefined : safeReturnPath(location.href);
      throw redirect({ to: "/sign-in", search: here ? { return_to: here } : {} });
    }
  },
  component: lazyRouteComponent(() => import("@/routes/AppLayout"), "AppLayout"),
  pendingComponent: ShellSkeleton,
  errorComponent: BareError,
});

// What asks for leads is code that the sign-in page does not need.
const leadLoaders = () => import("@/features/leads/load");

const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  beforeLoad: async ({ context }) => {
    throw redirect({ to: await (await leadLoaders()).landing(context.queryClient) });
  },
});

const leads = createRoute({
  getParentRoute: () => app,
  path: "/leads",
  validateSearch: (search): LeadsSearch => ({
    ...texts(search, ["view", "sort", "cols", "peek"]),
    ...(search.filter !== undefined && { filter: search.filter }),
  }),
  loader: async ({ context, location }) =>
    (await leadLoaders()).loadLeads(context.queryClient, location.search as LeadsSearch),
  component: lazyRouteComponent(() => import("@/routes/LeadsRoute"), "LeadsRoute"),
  pendingComponent: lazyRouteComponent(() => import("@/features/leads/LeadSkeletons"), "LeadListSkeleton"),
});

const lead = createRoute({
  getParentRoute: () => app,
  path: "/leads/$leadId",
  loader: async ({ context, params }) => (await leadLoaders()).loadLead(context.queryClient, params.leadId),
  component: lazyRouteComponent(() => import("@/routes/LeadRoute"), "LeadRoute"),
  pendingComponent: lazyRouteComponent(() => import("@/features/leads/LeadSkeletons"), "LeadSkeleton"),
});

const board = createRoute({
  getParentRoute: () => app,
  path: "/board",
  validateSearch: (search): BoardSearch => ({
    ...texts(search, ["pipeline"]),
    ...(search.filter !== undefined && { filter: search.filter }),
  }),
  loader: async ({ context }) => (await leadLoaders()).loadBoard(context.queryClient),
  component: lazyRouteComponent(() => import("@/routes/BoardRoute"), "BoardRoute"),
});

const today = createRoute({
  getParentRoute: () => app,
  path: "/today",
  component: lazyRouteComponent(() => import("@/routes/TodayRoute"), "TodayRoute"),
});

const tasks = createRoute({
  getParentRoute: () => app,
  path: "/tasks",
  validateSearch: (search) => texts(search, ["state", "assignee", "due"]),
  component: lazyRouteComponent(() => import("@/routes/TasksRoute"), "TasksRoute"),
});

const notifications = createRoute({
  getParentRoute: () => app,
  path: "/notifications",
  validateSearch: (search) => texts(search, ["unread"]),
  component: lazyRouteComponent(() => import("@/routes/NotificationsRoute"), "NotificationsRoute"),
});

const duplicates = createRoute({
  getParentRoute: () => app,
  path: "/duplicates",
  validateSearch: (search) => texts(search, ["dismissed"]),
  component: lazyRouteComponent(() => import("@/routes/DuplicatesRoute"), "DuplicatesRoute"),
});

const merge = createRoute({
  getParentRoute: () => app,
  path: "/merge",
  validateSearch: (search) => texts(search, ["lead", "other"]),
  component: lazyRouteComponent(() => import("@/routes/MergeRoute"), "MergeRoute"),
});

const reports = createRoute({
  getParentRoute: () => app,
  path: "/reports",
  validateSearch: (search) => texts(search, ["report", "from", "to", "pipeline", "interval", "measure"]),
  component: lazyRouteComponent(() => import("@/routes/ReportsRoute"), "ReportsRoute"),
});

const rules = createRoute({
  getParentRoute: () => app,
  path: "/rules",
  validateSearch: (search) => texts(search, ["tab"]),
  component: lazyRouteComponent(() => import("@/routes/RulesRoute"), "RulesRoute"),
});

const bin = createRoute({
  getParentRoute: () => app,
  path: "/bin",
  component: lazyRouteComponent(() => import("@/features/leads/bin/BinPage"), "BinPage"),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/$section", params: { section: "pipelines" } });
  },
});

const settingsSection = createRoute({
  getParentRoute: () => app,
  path: "/settings/$section",
  component: lazyRouteComponent(() => import("@/routes/SettingsRoute"), "SettingsRoute"),
});

const zoom = createRoute({
  getParentRoute: () => app,
  path: "/zoom",
  loader: ({ context }) => context.queryClient.query({ ...zoomQuery, staleTime: 0 }),
  component: lazyRouteComponent(() => import("@/features/zoom/ZoomPage"), "ZoomPage"),
});

const privacy = createRoute({
  getParentRoute: () => app,
  path: "/privacy",
  beforeLoad: () => {
    throw redirect({ to: "/privacy/data" });
  },
});

const dataMap = createRoute({
  getParentRoute: () => app,
  path: "/privacy/data",
  validateSearch: (search): { q?: string } => (text(search.q) ? { q: text(search.q) } : {}),
  loader: ({ context }) => context.queryClient.query({ ...dataMapQuery, staleTime: "static" }),
  component: lazyRouteComponent(() => import("@/routes/DataMapRoute"), "DataMapRoute"),
});

const routeTree = root.addChildren([
  signIn,
  signUp,
  zoomCallback,
  app.addChildren([
    ...([home, leads, lead, board, bin, today, tasks, notifications, duplicates, merge] as const),
    ...([reports, rules, settings, settingsSection, zoom, privacy, dataMap] as const),
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    // TanStack Query decides what is fresh; the router must not keep a second opinion.
    defaultPreloadStaleTime: 0,
    defaultPreload: "intent",
    defaultPendingMs: 180,
    defaultPendingMinMs: 250,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: ({ error, reset }: ErrorComponentProps) => (
      <ErrorPage error={error} onRetry={reset} />
    ),
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
