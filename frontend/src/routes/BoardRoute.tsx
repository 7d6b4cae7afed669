import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { BoardPage, type BoardSearch } from "@/features/leads/board/BoardPage";

export function BoardRoute() {
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/board" });
  const onSearch = useCallback(
    (next: BoardSearch) => void navigate({ to: "/board", search: next, replace: true }),
    [navigate],
  );
  return <BoardPage search={search} onSearch={onSearch} />;
}
