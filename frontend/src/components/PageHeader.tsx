import type { ReactNode } from "react";
import { PageTitle } from "./PageTitle";

export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-4 md:px-6">
      <PageTitle>{title}</PageTitle>
      <h1 className="flex-1 text-md font-semibold tracking-[-0.011em]">{title}</h1>
      {children}
    </header>
  );
}
