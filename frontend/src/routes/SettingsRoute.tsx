import { useParams } from "@tanstack/react-router";
import { SettingsPage } from "@/features/settings/SettingsPage";

export function SettingsRoute() {
  const { section } = useParams({ from: "/app/settings/$section" });
  return <SettingsPage section={section} />;
}
