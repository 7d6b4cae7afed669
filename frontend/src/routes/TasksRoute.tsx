import { useNavigate, useSearch } from "@tanstack/react-router";
import { TasksPage } from "@/features/leads/tasks/TasksPage";

export function TasksRoute() {
  const navigate = useNavigate();
  return (
    <TasksPage
      search={useSearch({ from: "/app/tasks" })}
      onSearch={(search) => void navigate({ to: "/tasks", search, replace: true })}
      onOpen={(leadId) => void navigate({ to: "/leads/$leadId", params: { leadId } })}
    />
  );
}
