import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { paths } from "@/lib/paths";
import { Wordmark } from "./Logo";

/** For what has to be said where the shell can’t stand around it. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <header className="px-6 py-6 sm:px-10 sm:py-8">
        <Link to={paths.leads()} className="inline-block rounded-sm">
          <Wordmark />
        </Link>
      </header>
      <main className="grid flex-1 place-items-center pb-24">{children}</main>
    </div>
  );
}
