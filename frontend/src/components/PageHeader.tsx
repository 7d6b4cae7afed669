import type { ReactNode } from "react";
import { PageTitle } from "./PageTitle";

type Props = { title: string; beside?: ReactNode; children?: ReactNode };

export function PageHeader({ title, beside, children }: Props) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-4 md:px-6">
      <PageTitle>{title}</PageTitle>
      <h1 className="text-md font-semibold tracking-[-0.011em]">{title}</h1>
      {beside}
      <span className="flex-1" />
      {children}
    </header>
  );
}
