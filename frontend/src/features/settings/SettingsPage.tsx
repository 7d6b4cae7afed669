import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { NotFoundPage } from "@/components/ErrorPage";
import { PageHeader } from "@/components/PageHeader";
import { can, type Permission } from "@/api/session";
import { useSession } from "@/api/useSession";
import { Callout } from "@/ui/Callout";
import { AuditSection } from "./AuditSection";
import { FieldsSection } from "./FieldsSection";
import { NotificationsSection } from "./NotificationsSection";
import { PipelinesSection } from "./PipelinesSection";
import { TagsSection } from "./TagsSection";
import { TeamSection } from "./TeamSection";
import { ScrollArea } from "@/ui/ScrollArea";

type Section = {
  name: string;
  label: string;
  needs: Permission | null;
  show: (allowed: boolean) => ReactNode;
};

const sections: Section[] = [
  {
    name: "pipelines",
    label: "Pipelines",
    needs: "settings_manage",
    show: (allowed) => <PipelinesSection allowed={allowed} />,
  },
  {
    name: "fields",
    label: "Fields",
    needs: "settings_manage",
    show: (allowed) => <FieldsSection allowed={allowed} />,
  },
  {
    name: "tags",
    label: "Tags",
    needs: "settings_manage",
    show: (allowed) => <TagsSection allowed={allowed} />,
  },
  {
    name: "team",
    label: "Team",
    needs: "members_manage",
    show: (allowed) => <TeamSection allowed={allowed} />,
  },
  {
    name: "audit",
    label: "Audit",
    needs: "audit_read",
    show: (allowed) => <AuditSection allowed={allowed} />,
  },
  { name: "notifications", label: "Notifications", needs: null, show: () => <NotificationsSection /> },
];

export function SettingsPage({ section }: { section: string }) {
  const session = useSession();
  const current = sections.find((each) => each.name === section);
  if (!current) return <NotFoundPage />;
  const allowed = current.needs === null || can(session, current.needs);
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Settings" />
      <nav
        aria-label="Settings"
        className="flex h-11 shrink-0 items-center gap-0.5 overflow-x-auto border-b border-line px-2 max-md:h-13 md:px-4"
      >
        {sections.map(({ name, label }) => (
          <Link
            key={name}
            to="/settings/$section"
            params={{ section: name }}
            className="flex h-8 shrink-0 items-center rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink max-md:h-11"
          >
            {label}
          </Link>
        ))}
      </nav>
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-3xl gap-6 px-4 py-6 md:px-8 md:py-8">
          {!allowed && (
            <Callout icon={<Lock aria-hidden="true" />}>
              {section === "audit"
                ? "The audit is for owners and admins."
                : "Your role can look at this, not change it."}{" "}
              Ask an owner or admin of {session.workspace.name}.
            </Callout>
          )}
          {current.show(allowed)}
        </div>
      </ScrollArea>
    </div>
  );
}
