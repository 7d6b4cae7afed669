import { useQuery } from "@tanstack/react-query";
import { Waiting } from "@/components/Waiting";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { PickerButton } from "@/ui/Picker";
import { HueDot, hues, type Hue } from "@/ui/TagChip";
import { AddForm, Confirm, NameInput } from "./parts";
import { api, tagsQuery, useChange, type Tag } from "./queries";

const colors = Object.keys(hues) as Hue[];
const colorOptions = colors.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
  icon: <HueDot hue={value} className="size-3!" />,
}));

type ColorProps = { label: string; color: Hue; disabled: boolean; onPick: (color: Hue) => void };

function ColorPicker({ label, color, disabled, onPick }: ColorProps) {
  return (
    <PickerButton
      label="Color"
      name={`${label}: ${color}`}
      options={colorOptions}
      selected={[color]}
      disabled={disabled}
      onPick={(value) => onPick(value as Hue)}
      className="grid size-8 shrink-0 place-items-center rounded-md hover:bg-hover aria-expanded:bg-hover disabled:opacity-60 max-md:size-11"
    >
      <HueDot hue={color} className="size-3!" />
    </PickerButton>
  );
}

export function TagsSection({ allowed }: { allowed: boolean }) {
  const { data, error, refetch } = useQuery(tagsQuery);
  const change = useChange();
  const [color, setColor] = useState<Hue>("blue");
  const [deleting, setDeleting] = useState<Tag | null>(null);
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="text-base text-soft">Tags are short words that anybody can put on a lead.</p>
      <Card aria-label="Tags">
        {data.items.length === 0 ? (
          <EmptyState title="No tags yet">Add the first one below.</EmptyState>
        ) : (
          <ul className="px-3 py-1.5">
            {data.items.map((tag) => (
              <li
                key={tag.id}
                className="flex items-center gap-1.5 border-t border-hairline py-1 first:border-t-0"
              >
                <ColorPicker
                  label={`Color of ${tag.name}`}
                  color={tag.color}
                  disabled={!allowed}
                  onPick={(next) => change.mutate(() => api.updateTag(tag.id, { color: next }))}
                />
                <NameInput
                  label="Name of the tag"
                  name={tag.name}
                  disabled={!allowed}
                  onSave={(name) => change.mutate(() => api.updateTag(tag.id, { name }))}
                />
                <IconButton label={`Delete ${tag.name}`} disabled={!allowed} onClick={() => setDeleting(tag)}>
                  <Trash2 className="size-4" aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <div className="flex items-center gap-1.5 rounded-b-lg border-t border-line bg-sunken px-3 py-3">
          <ColorPicker label="Color of the new tag" color={color} disabled={!allowed} onPick={setColor} />
          <div className="flex-1">
            <AddForm
              label="Name of the new tag"
              placeholder="New tag"
              disabled={!allowed}
              onAdd={(name) => change.mutate(() => api.createTag({ name, color }))}
            />
          </div>
        </div>
      </Card>
      {deleting && (
        <Confirm
          title={`Delete ${deleting.name}?`}
          action="Delete the tag"
          onClose={() => setDeleting(null)}
          onConfirm={() => change.mutate(() => api.deleteTag(deleting.id))}
        >
          <p>It is taken off every lead that has it. The leads stay.</p>
        </Confirm>
      )}
    </>
  );
}
