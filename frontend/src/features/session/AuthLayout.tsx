import { lazy, Suspense, type ReactNode } from "react";
import { Wordmark } from "@/components/Logo";
import { PageTitle } from "@/components/PageTitle";
import { useMediaQuery } from "@/lib/useMediaQuery";

const LoopScene = lazy(() => import("./LoopScene"));

type Props = { title: string; lead: string; children: ReactNode; footer: ReactNode };

export function AuthLayout({ title, lead, children, footer }: Props) {
  const wide = useMediaQuery("(min-width: 64rem)");
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(30rem,1fr)_minmax(0,1.15fr)]">
      <PageTitle>{title}</PageTitle>
      <div className="flex flex-col px-6 py-6 sm:px-10 sm:py-8">
        <header>
          <Wordmark />
        </header>
        <main className="m-auto w-full max-w-sm py-10">
          <h1 className="text-xl font-semibold">{title}</h1>
          <p className="mt-1.5 mb-8 text-base text-soft">{lead}</p>
          {children}
          <p className="mt-7 text-base text-soft">{footer}</p>
        </main>
        <footer className="text-sm text-faint">
          One cookie, for your session. No tracking, nothing loaded from anywhere else.
        </footer>
      </div>
      {wide && (
        <Suspense fallback={<div className="border-l border-line bg-canvas" />}>
          <LoopScene />
        </Suspense>
      )}
    </div>
  );
}
